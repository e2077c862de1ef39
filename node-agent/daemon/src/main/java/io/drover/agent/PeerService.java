package io.drover.agent;

import io.drover.agent.api.v1.AddRewritesReply;
import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.ExpectImagesReply;
import io.drover.agent.api.v1.ExpectImagesRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.PeerGrpc;
import io.drover.agent.api.v1.RemoveRewritesReply;
import io.drover.agent.api.v1.RemoveRewritesRequest;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.node.Trouble;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.NodeNetwork;
import io.drover.agent.restore.TargetQuarantine;
import io.drover.agent.transfer.ImageServer;
import io.drover.agent.transfer.TransferReason;
import io.drover.values.MigrationId;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;

/** What other agents ask for, by the operator's order for one migration. */
final class PeerService extends PeerGrpc.PeerImplBase {

    private final Migrations migrations;
    private final NodeNetwork node;
    private final ImageServer images;
    private final PeerGate gate;

    PeerService(Migrations migrations, NodeNetwork node, ImageServer images, PeerGate gate) {
        this.migrations = migrations;
        this.node = node;
        this.images = images;
        this.gate = gate;
    }

    @Override
    public void expectImages(ExpectImagesRequest request, StreamObserver<ExpectImagesReply> reply) {
        Replies.give(
                reply,
                () -> gate.image(request.getOrder())
                        .map(PeerService::refused)
                        .orElseGet(() -> switch (migrations.peersTarget(
                                request.getOrder().getMigration())) {
                            case Migrations.PeersTarget.Refused(Trouble trouble) -> refused(trouble);
                            case Migrations.PeersTarget.Known(var target) ->
                                target.expect(request.getBytes())
                                        .map(PeerService::refused)
                                        .orElseGet(() -> ExpectImagesReply.newBuilder()
                                                .setPort(images.port())
                                                .setKey(images.expect(target))
                                                .build());
                        }));
    }

    private static ExpectImagesReply refused(Trouble trouble) {
        return ExpectImagesReply.newBuilder().setFailure(trouble.in("TRANSFER")).build();
    }

    @Override
    public void addRewrites(AddRewritesRequest request, StreamObserver<AddRewritesReply> reply) {
        Replies.give(reply, () -> {
            AddRewritesReply.Builder answer = AddRewritesReply.newBuilder();
            gate.rewrites(request.getOrder(), request.getRole())
                    .or(() -> added(request))
                    .ifPresent(trouble -> answer.setFailure(trouble.in("")));
            return answer.build();
        });
    }

    @Override
    public void removeRewrites(RemoveRewritesRequest request, StreamObserver<RemoveRewritesReply> reply) {
        Replies.give(reply, () -> {
            RemoveRewritesReply.Builder answer = RemoveRewritesReply.newBuilder();
            gate.removal(request.getOrder())
                    .or(() -> trouble(node.removeRewrites(
                            new MigrationId(request.getOrder().getMigration().getId()))))
                    .ifPresent(trouble -> answer.setFailure(trouble.in("")));
            return answer.build();
        });
    }

    private Optional<Trouble> added(AddRewritesRequest request) {
        Migration migration = request.getOrder().getMigration();
        return switch (request.getRole()) {
            case TARGET_POD, TARGET_POD_OUTSIDE ->
                switch (migrations.peersTarget(migration)) {
                    case Migrations.PeersTarget.Refused(Trouble trouble) -> Optional.of(trouble);
                    case Migrations.PeersTarget.Known(var target) ->
                        target.quarantine().rewrite(request);
                };
            case CLIENT_NODE -> atNode(request, NodeNetwork.Role.CLIENT_NODE);
            case SOURCE_NODE -> atNode(request, NodeNetwork.Role.SOURCE_NODE);
            case TARGET_NODE -> atNode(request, NodeNetwork.Role.TARGET_NODE);
            case REWRITE_ROLE_UNSPECIFIED, UNRECOGNIZED ->
                Optional.of(
                        new Trouble(TransferReason.STREAM_MALFORMED, "the request has no role that this agent knows"));
        };
    }

    private Optional<Trouble> atNode(AddRewritesRequest request, NodeNetwork.Role role) {
        Migration migration = request.getOrder().getMigration();
        Ipv4 newAddress = Ipv4.parse(migration.getTargetPod().getIp());
        List<TcpConnection> connections = TargetQuarantine.connections(request);
        Optional<Trouble> strange = role == NodeNetwork.Role.TARGET_NODE
                ? Optional.empty()
                : trouble(node.refuseStrange(Ipv4.parse(migration.getSourcePod().getIp()), newAddress, connections));
        return strange.or(
                () -> trouble(node.addRewrites(new MigrationId(migration.getId()), role, newAddress, connections)));
    }

    private static Optional<Trouble> trouble(Attempt<?> attempt) {
        return attempt instanceof Attempt.Refused<?> refused
                ? Optional.of(new Trouble(refused.reason(), refused.detail()))
                : Optional.empty();
    }
}

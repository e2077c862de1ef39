package io.drover.agent;

import io.drover.agent.api.v1.AddRewritesReply;
import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.ImageChunk;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.api.v1.PeerGrpc;
import io.drover.agent.api.v1.RemoveRewritesReply;
import io.drover.agent.api.v1.RemoveRewritesRequest;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.node.Trouble;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.NodeNetwork;
import io.drover.agent.restore.TargetQuarantine;
import io.drover.agent.transfer.TransferReason;
import io.drover.values.MigrationId;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/** What other agents ask for. */
final class PeerService extends PeerGrpc.PeerImplBase {

    private final Migrations migrations;
    private final NodeNetwork node;

    PeerService(Migrations migrations, NodeNetwork node) {
        this.migrations = migrations;
        this.node = node;
    }

    @Override
    public StreamObserver<ImageChunk> sendImage(StreamObserver<ImageReceipt> reply) {
        return new ImageArrival(migrations, reply);
    }

    @Override
    public void addRewrites(AddRewritesRequest request, StreamObserver<AddRewritesReply> reply) {
        Replies.give(reply, () -> {
            AddRewritesReply.Builder answer = AddRewritesReply.newBuilder();
            added(request).ifPresent(trouble -> answer.setFailure(trouble.in("")));
            return answer.build();
        });
    }

    @Override
    public void removeRewrites(RemoveRewritesRequest request, StreamObserver<RemoveRewritesReply> reply) {
        Replies.give(reply, () -> {
            RemoveRewritesReply.Builder answer = RemoveRewritesReply.newBuilder();
            trouble(node.removeRewrites(new MigrationId(request.getMigrationId())))
                    .ifPresent(trouble -> answer.setFailure(trouble.in("")));
            return answer.build();
        });
    }

    private Optional<Trouble> added(AddRewritesRequest request) {
        return switch (request.getRole()) {
            case TARGET_POD, TARGET_POD_OUTSIDE ->
                migrations
                        .target(request.getMigrationId())
                        .map(target -> target.quarantine().rewrite(request))
                        .orElseGet(() -> Optional.of(new Trouble(
                                JournalReason.MIGRATION_UNKNOWN,
                                "no pod here is bound to migration " + request.getMigrationId())));
            case CLIENT_NODE -> atNode(request, NodeNetwork.Role.CLIENT_NODE);
            case SOURCE_NODE -> atNode(request, NodeNetwork.Role.SOURCE_NODE);
            case TARGET_NODE -> atNode(request, NodeNetwork.Role.TARGET_NODE);
            case REWRITE_ROLE_UNSPECIFIED, UNRECOGNIZED ->
                Optional.of(
                        new Trouble(TransferReason.STREAM_MALFORMED, "the request has no role that this agent knows"));
        };
    }

    private Optional<Trouble> atNode(AddRewritesRequest request, NodeNetwork.Role role) {
        return trouble(node.addRewrites(
                new MigrationId(request.getMigrationId()),
                role,
                Ipv4.parse(request.getNewAddress()),
                TargetQuarantine.connections(request)));
    }

    private static Optional<Trouble> trouble(Attempt<?> attempt) {
        return attempt instanceof Attempt.Refused<?> refused
                ? Optional.of(new Trouble(refused.reason(), refused.detail()))
                : Optional.empty();
    }
}

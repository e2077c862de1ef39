package io.drover.agent;

import io.drover.agent.api.TicketCheck;
import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.CommitRequest;
import io.drover.agent.api.v1.DestroyRequest;
import io.drover.agent.api.v1.ForgetReply;
import io.drover.agent.api.v1.ForgetRequest;
import io.drover.agent.api.v1.GetNodeStatusRequest;
import io.drover.agent.api.v1.InspectPodReply;
import io.drover.agent.api.v1.InspectPodRequest;
import io.drover.agent.api.v1.ListMigrationsReply;
import io.drover.agent.api.v1.ListMigrationsRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.MovedContainer;
import io.drover.agent.api.v1.NodeAgentGrpc;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.RunRequest;
import io.drover.agent.api.v1.StartColdReply;
import io.drover.agent.api.v1.StartColdRequest;
import io.drover.agent.api.v1.ThawRequest;
import io.drover.agent.api.v1.Ticket;
import io.drover.agent.api.v1.WatchMigrationRequest;
import io.drover.agent.checkpoint.SourceMigration;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.preflight.NodeFacts;
import io.drover.agent.preflight.PodInspection;
import io.drover.agent.restore.TargetMigration;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator asks for. Checks the ticket and the epoch of each command, then hands it on. */
final class NodeAgentService extends NodeAgentGrpc.NodeAgentImplBase {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgentService.class);

    private final Migrations migrations;
    private final Authority authority;
    private final NodeFacts node;
    private final PodInspection inspection;

    NodeAgentService(Migrations migrations, Authority authority, NodeFacts node, PodInspection inspection) {
        this.migrations = migrations;
        this.authority = authority;
        this.node = node;
        this.inspection = inspection;
    }

    @Override
    public void getNodeStatus(GetNodeStatusRequest request, StreamObserver<NodeStatus> reply) {
        Replies.give(reply, node::status);
    }

    @Override
    public void inspectPod(InspectPodRequest request, StreamObserver<InspectPodReply> reply) {
        Replies.give(
                reply,
                () -> refused(authority.check(gate -> gate.checkInspection(request)))
                        .map(trouble -> InspectPodReply.newBuilder()
                                .setFailure(trouble.in(""))
                                .build())
                        .orElseGet(() -> inspection.inspect(request)));
    }

    @Override
    public void prepareSource(PrepareSourceRequest request, StreamObserver<MigrationStatus> reply) {
        Migration migration = request.getMigration();
        Replies.give(
                reply,
                () -> whole(request.getTicket(), TicketCommand.PREPARE, migration, Role.SOURCE)
                        .orElseGet(() -> migrations.sourceFor(migration).prepare()));
    }

    @Override
    public void prepareTarget(PrepareTargetRequest request, StreamObserver<MigrationStatus> reply) {
        Migration migration = request.getMigration();
        Replies.give(
                reply,
                () -> whole(request.getTicket(), TicketCommand.PREPARE, migration, Role.TARGET)
                        .orElseGet(
                                () -> migrations.targetFor(migration).record().status()));
    }

    @Override
    public void checkpoint(CheckpointRequest request, StreamObserver<MigrationStatus> reply) {
        Migration migration = request.getMigration();
        Replies.give(
                reply,
                () -> whole(request.getTicket(), TicketCommand.CHECKPOINT, migration, Role.SOURCE)
                        .orElseGet(() -> migrations.sourceFor(migration).checkpoint(request)));
    }

    @Override
    public void run(RunRequest request, StreamObserver<MigrationStatus> reply) {
        Replies.give(
                reply,
                () -> target(
                        request.getTicket(),
                        TicketCommand.RUN,
                        request.getMigrationId(),
                        request.getEpoch(),
                        TargetMigration::run));
    }

    @Override
    public void destroy(DestroyRequest request, StreamObserver<MigrationStatus> reply) {
        Replies.give(reply, () -> {
            TicketCheck check = authority.check(gate -> gate.check(
                    request.getTicket(), TicketCommand.DESTROY, request.getMigrationId(), request.getEpoch()));
            if (check instanceof TicketCheck.Valid
                    && migrations.target(request.getMigrationId()).isEmpty()) {
                return migrations
                        .destroyedTarget(request.getMigrationId(), request.getEpoch())
                        .record()
                        .status();
            }
            return target(
                    request.getTicket(),
                    TicketCommand.DESTROY,
                    request.getMigrationId(),
                    request.getEpoch(),
                    TargetMigration::destroy);
        });
    }

    @Override
    public void thaw(ThawRequest request, StreamObserver<MigrationStatus> reply) {
        Replies.give(
                reply,
                () -> source(
                        request.getTicket(),
                        TicketCommand.THAW,
                        request.getMigrationId(),
                        request.getEpoch(),
                        SourceMigration::thaw));
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<MigrationStatus> reply) {
        Replies.give(
                reply,
                () -> source(
                        request.getTicket(),
                        TicketCommand.COMMIT,
                        request.getMigrationId(),
                        request.getEpoch(),
                        SourceMigration::commit));
    }

    @Override
    public void forget(ForgetRequest request, StreamObserver<ForgetReply> reply) {
        Replies.give(reply, () -> {
            Optional<Trouble> trouble = refused(
                            authority.check(gate -> gate.checkForget(request.getTicket(), request.getMigrationId())))
                    .or(() -> Replies.io(() -> migrations.forget(request.getMigrationId())));
            log("Forget", request.getMigrationId(), trouble);
            ForgetReply.Builder answer = ForgetReply.newBuilder();
            trouble.ifPresent(found -> answer.setFailure(found.in("")));
            return answer.build();
        });
    }

    @Override
    public void startCold(StartColdRequest request, StreamObserver<StartColdReply> reply) {
        Replies.give(reply, () -> {
            Ticket ticket = request.getTicket();
            Optional<Trouble> trouble = refused(authority.check(gate -> gate.checkCold(ticket, request.getPod())))
                    .or(() -> Replies.io(() -> {
                        migrations.startCold(request.getPod(), ticket.getMigrationId(), ticket.getEpoch());
                        return Optional.empty();
                    }));
            log("StartCold", ticket.getMigrationId(), trouble);
            StartColdReply.Builder answer = StartColdReply.newBuilder();
            trouble.ifPresent(found -> answer.setFailure(found.in("")));
            return answer.build();
        });
    }

    @Override
    public void watchMigration(WatchMigrationRequest request, StreamObserver<MigrationStatus> reply) {
        Optional<MigrationRecord> record = migrations.record(request.getMigrationId(), request.getRole());
        if (record.isEmpty()) {
            Replies.give(reply, () -> unknown(request.getMigrationId(), request.getRole()));
        } else {
            Replies.stream(reply, record.get());
        }
    }

    @Override
    public void listMigrations(ListMigrationsRequest request, StreamObserver<ListMigrationsReply> reply) {
        Replies.give(
                reply,
                () -> ListMigrationsReply.newBuilder()
                        .addAllMigrations(migrations.statuses())
                        .build());
    }

    /** The refusal of a command that carries the whole migration, or empty. */
    private Optional<MigrationStatus> whole(Ticket ticket, TicketCommand command, Migration migration, Role role) {
        Optional<Trouble> trouble = refused(authority.check(gate -> gate.check(ticket, command, migration)))
                .or(() -> malformed(migration));
        log(command + " " + role, migration.getId(), trouble);
        if (trouble.isPresent()) {
            return Optional.of(status(migration.getId(), role, trouble.get()));
        }
        if (migrations.isForgotten(migration.getId())) {
            return Optional.of(unknown(migration.getId(), role));
        }
        return migrations
                .record(migration.getId(), role)
                .flatMap(record -> record.fence(migration.getEpoch()).map(record::refusal));
    }

    private MigrationStatus target(
            Ticket ticket,
            TicketCommand command,
            String id,
            long epoch,
            Function<TargetMigration, MigrationStatus> work) {
        return allowed(ticket, command, id, epoch, Role.TARGET)
                .orElseGet(() -> migrations.target(id).map(work).orElseGet(() -> unknown(id, Role.TARGET)));
    }

    private MigrationStatus source(
            Ticket ticket,
            TicketCommand command,
            String id,
            long epoch,
            Function<SourceMigration, MigrationStatus> work) {
        return allowed(ticket, command, id, epoch, Role.SOURCE)
                .orElseGet(() -> migrations.source(id).map(work).orElseGet(() -> unknown(id, Role.SOURCE)));
    }

    private Optional<MigrationStatus> allowed(Ticket ticket, TicketCommand command, String id, long epoch, Role role) {
        Optional<Trouble> trouble = refused(authority.check(gate -> gate.check(ticket, command, id, epoch)));
        log(command.name(), id, trouble);
        if (trouble.isPresent()) {
            return Optional.of(status(id, role, trouble.get()));
        }
        return migrations.record(id, role).flatMap(record -> record.fence(epoch).map(record::refusal));
    }

    private MigrationStatus unknown(String id, Role role) {
        MigrationStatus status =
                status(id, role, new Trouble(JournalReason.MIGRATION_UNKNOWN, "this agent knows no migration " + id));
        return migrations.isForgotten(id)
                ? status.toBuilder().setState(AgentState.MIGRATION_FORGOTTEN).build()
                : status;
    }

    private MigrationStatus status(String id, Role role, Trouble trouble) {
        return migrations
                .record(id, role)
                .map(record -> record.refusal(trouble))
                .orElseGet(() -> MigrationStatus.newBuilder()
                        .setMigrationId(id)
                        .setRole(role)
                        .setFailure(trouble.in(""))
                        .build());
    }

    private static Optional<Trouble> refused(TicketCheck check) {
        return PeerGate.trouble(check);
    }

    private static Optional<Trouble> malformed(Migration migration) {
        return migration.getContainersList().stream()
                .map(MovedContainer::getSourceId)
                .filter(id -> !CheckpointFiles.isContainerId(id))
                .map(id -> new Trouble(
                        PeerRefusal.CONTAINER_ID_MALFORMED,
                        "\"" + id + "\" is no id that containerd gives a container"))
                .findFirst();
    }

    private static void log(String command, String migration, Optional<Trouble> trouble) {
        LOG.atInfo()
                .addKeyValue(LogKeys.COMMAND, command)
                .addKeyValue(LogKeys.MIGRATION, migration)
                .addKeyValue(
                        LogKeys.REASON,
                        trouble.map(found -> found.reason().code()).orElse(""))
                .addKeyValue(LogKeys.DETAIL, trouble.map(Trouble::message).orElse(""))
                .log("command");
    }
}

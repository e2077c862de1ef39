package io.drover.actuators.migration;

import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.CommitRequest;
import io.drover.agent.api.v1.DestroyRequest;
import io.drover.agent.api.v1.ForgetRequest;
import io.drover.agent.api.v1.GetNodeStatusRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.NodeAgentGrpc;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.RunRequest;
import io.drover.agent.api.v1.StartColdRequest;
import io.drover.agent.api.v1.ThawRequest;
import io.drover.agent.api.v1.Ticket;
import io.drover.agent.api.v1.WatchMigrationRequest;
import io.drover.agent.protocol.Failure;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Speaks to one agent over gRPC. The one place where gRPC's exceptions become values. */
final class GrpcAgentClient implements AgentClient {

    private static final long QUICK_SECONDS = 5;
    private static final long PREPARING_SECONDS = 20;

    private final Channel channel;

    GrpcAgentClient(Channel channel) {
        this.channel = channel;
    }

    @Override
    public Optional<NodeStatus> status() {
        try {
            return Optional.of(stub(QUICK_SECONDS).getNodeStatus(GetNodeStatusRequest.getDefaultInstance()));
        } catch (StatusRuntimeException unreachable) {
            return Optional.empty();
        }
    }

    @Override
    public AgentReply prepareSource(Migration migration, Ticket ticket) {
        PrepareSourceRequest request = PrepareSourceRequest.newBuilder()
                .setMigration(migration)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(PREPARING_SECONDS).prepareSource(request));
    }

    @Override
    public AgentReply prepareTarget(Migration migration, Ticket ticket) {
        PrepareTargetRequest request = PrepareTargetRequest.newBuilder()
                .setMigration(migration)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(PREPARING_SECONDS).prepareTarget(request));
    }

    @Override
    public AgentReply checkpoint(Migration migration, Ticket ticket, Ticket forPeers) {
        CheckpointRequest request = CheckpointRequest.newBuilder()
                .setMigration(migration)
                .setTicket(ticket)
                .setPeerTicket(forPeers)
                .build();
        return answer(() -> stub(QUICK_SECONDS).checkpoint(request));
    }

    @Override
    public AgentReply run(String migrationId, long epoch, Ticket ticket) {
        RunRequest request = RunRequest.newBuilder()
                .setMigrationId(migrationId)
                .setEpoch(epoch)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(QUICK_SECONDS).run(request));
    }

    @Override
    public AgentReply thaw(String migrationId, long epoch, Ticket ticket) {
        ThawRequest request = ThawRequest.newBuilder()
                .setMigrationId(migrationId)
                .setEpoch(epoch)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(QUICK_SECONDS).thaw(request));
    }

    @Override
    public AgentReply destroy(String migrationId, long epoch, Ticket ticket) {
        DestroyRequest request = DestroyRequest.newBuilder()
                .setMigrationId(migrationId)
                .setEpoch(epoch)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(PREPARING_SECONDS).destroy(request));
    }

    @Override
    public AgentReply commit(String migrationId, long epoch, Ticket ticket) {
        CommitRequest request = CommitRequest.newBuilder()
                .setMigrationId(migrationId)
                .setEpoch(epoch)
                .setTicket(ticket)
                .build();
        return answer(() -> stub(QUICK_SECONDS).commit(request));
    }

    @Override
    public AgentReply forget(String migrationId, Ticket ticket) {
        ForgetRequest request = ForgetRequest.newBuilder()
                .setMigrationId(migrationId)
                .setTicket(ticket)
                .build();
        return acknowledge(() -> stub(PREPARING_SECONDS).forget(request).getFailure());
    }

    @Override
    public AgentReply startCold(PodRef pod, Ticket ticket) {
        StartColdRequest request =
                StartColdRequest.newBuilder().setPod(pod).setTicket(ticket).build();
        return acknowledge(() -> stub(QUICK_SECONDS).startCold(request).getFailure());
    }

    @Override
    public Watch watch(String migrationId, Role role, Consumer<MigrationStatus> hears, Runnable ended, Runnable lost) {
        WatchMigrationRequest request = WatchMigrationRequest.newBuilder()
                .setMigrationId(migrationId)
                .setRole(role)
                .build();
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(() -> NodeAgentGrpc.newStub(channel).watchMigration(request, new StreamObserver<>() {
            @Override
            public void onNext(MigrationStatus status) {
                hears.accept(status);
            }

            @Override
            public void onError(Throwable broken) {
                lost.run();
            }

            @Override
            public void onCompleted() {
                ended.run();
            }
        }));
        return () -> context.cancel(null);
    }

    private NodeAgentGrpc.NodeAgentBlockingStub stub(long seconds) {
        return NodeAgentGrpc.newBlockingStub(channel).withDeadlineAfter(seconds, TimeUnit.SECONDS);
    }

    private static AgentReply answer(Supplier<MigrationStatus> call) {
        try {
            MigrationStatus status = call.get();
            boolean unknown = status.getStateValue() == 0;
            return unknown
                    ? new AgentReply.Refused(AgentReports.failure(status.getFailure()))
                    : new AgentReply.Answered(status);
        } catch (StatusRuntimeException broken) {
            return unreachable(broken);
        }
    }

    private static AgentReply acknowledge(Supplier<io.drover.agent.api.v1.Failure> call) {
        try {
            Failure failure = AgentReports.failure(call.get());
            return failure.reason().code().isEmpty() ? new AgentReply.Acknowledged() : new AgentReply.Refused(failure);
        } catch (StatusRuntimeException broken) {
            return unreachable(broken);
        }
    }

    /** Without the cause's stack trace, which a status would print. */
    private static AgentReply unreachable(StatusRuntimeException broken) {
        Status status = broken.getStatus();
        return new AgentReply.Unreachable(status.getCode() + ", " + status.getDescription());
    }
}

package io.drover.actuators.migration;

import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.CommitRequest;
import io.drover.agent.api.v1.DestroyRequest;
import io.drover.agent.api.v1.Failure;
import io.drover.agent.api.v1.ForgetReply;
import io.drover.agent.api.v1.ForgetRequest;
import io.drover.agent.api.v1.GetNodeStatusRequest;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.NodeAgentGrpc;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.api.v1.PrepareSourceRequest;
import io.drover.agent.api.v1.PrepareTargetRequest;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.RunRequest;
import io.drover.agent.api.v1.StartColdReply;
import io.drover.agent.api.v1.StartColdRequest;
import io.drover.agent.api.v1.ThawRequest;
import io.drover.agent.api.v1.WatchMigrationRequest;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.Source;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.protocol.SourcePhase;
import io.drover.agent.protocol.SourceState;
import io.drover.agent.protocol.Target;
import io.drover.agent.protocol.TargetEvent;
import io.drover.agent.protocol.TargetPhase;
import io.drover.agent.protocol.TargetState;
import io.drover.agent.protocol.Transition;
import io.drover.values.Epoch;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Both sides of one migration without any process: what an agent would answer, by the protocol's own state machines. */
final class FakeNodeAgent extends NodeAgentGrpc.NodeAgentImplBase {

    /** What the fake does when it should restore. */
    enum Restore {
        WORKS,
        FAILS,
        /** As long as the test wants. */
        HANGS
    }

    private final Set<String> cold = ConcurrentHashMap.newKeySet();
    private final ExecutorService work = Executors.newSingleThreadExecutor();
    private final List<StreamObserver<MigrationStatus>> sourceWatchers = new CopyOnWriteArrayList<>();
    private final List<StreamObserver<MigrationStatus>> targetWatchers = new CopyOnWriteArrayList<>();
    private volatile Restore restore = Restore.WORKS;
    private volatile int version = ProtocolVersion.CURRENT;
    private SourceState source = SourceState.INITIAL;
    private TargetState target = TargetState.INITIAL;
    private String migration = "";
    private long frozenAt;
    private long runningAt;

    void restore(Restore how) {
        restore = how;
    }

    void speaks(int anotherVersion) {
        version = anotherVersion;
    }

    synchronized SourcePhase source() {
        return source.phase();
    }

    synchronized TargetPhase target() {
        return target.phase();
    }

    /** UIDs of the pods that the operator said "cold" about. */
    Set<String> toldCold() {
        return Set.copyOf(cold);
    }

    /** The source's pod was deleted by the operator: kubelet ends it. */
    void sourcePodEnds() {
        hear(new SourceEvent.TerminationBegun());
        hear(new SourceEvent.ProcessesEnded());
    }

    @Override
    public void getNodeStatus(GetNodeStatusRequest request, StreamObserver<NodeStatus> reply) {
        reply.onNext(NodeStatus.newBuilder().setProtocolVersion(version).build());
        reply.onCompleted();
    }

    @Override
    public void prepareSource(PrepareSourceRequest request, StreamObserver<MigrationStatus> reply) {
        migration = request.getMigration().getId();
        answer(reply, hear(new SourceEvent.Prepare()));
    }

    @Override
    public void prepareTarget(PrepareTargetRequest request, StreamObserver<MigrationStatus> reply) {
        MigrationStatus bound = hear(new TargetEvent.Prepare());
        answer(reply, bound);
        work.execute(() -> hear(new TargetEvent.CreateWaits()));
    }

    @Override
    public void checkpoint(CheckpointRequest request, StreamObserver<MigrationStatus> reply) {
        boolean begins = source() == SourcePhase.PREPARED;
        answer(
                reply,
                hear(new SourceEvent.Checkpoint(new Epoch(request.getMigration().getEpoch()))));
        if (begins) {
            work.execute(this::move);
        }
    }

    private void move() {
        frozenAt = System.currentTimeMillis();
        hear(new SourceEvent.Frozen());
        hear(new SourceEvent.Dumped());
        hear(new TargetEvent.ImageBegun());
        hear(new TargetEvent.ImageVerified());
        hear(new SourceEvent.ImageAccepted());
        hear(new TargetEvent.RestoreBegun());
        switch (restore) {
            case WORKS -> hear(new TargetEvent.AllRestored());
            case FAILS ->
                hear(new TargetEvent.StepFailed(new io.drover.agent.protocol.Failure(
                        MigrationReason.RESTORE_FAILED, "Restoring", "made to fail")));
            case HANGS -> {}
        }
    }

    void restoreAtLast() {
        hear(new TargetEvent.AllRestored());
    }

    @Override
    public void run(RunRequest request, StreamObserver<MigrationStatus> reply) {
        runningAt = System.currentTimeMillis();
        answer(reply, hear(new TargetEvent.Run(new Epoch(request.getEpoch()))));
    }

    @Override
    public void thaw(ThawRequest request, StreamObserver<MigrationStatus> reply) {
        answer(reply, hear(new SourceEvent.Thaw(new Epoch(request.getEpoch()))));
    }

    @Override
    public void destroy(DestroyRequest request, StreamObserver<MigrationStatus> reply) {
        answer(reply, hear(new TargetEvent.Destroy(new Epoch(request.getEpoch()))));
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<MigrationStatus> reply) {
        answer(reply, hear(new SourceEvent.Commit(new Epoch(request.getEpoch()))));
    }

    @Override
    public void forget(ForgetRequest request, StreamObserver<ForgetReply> reply) {
        boolean ofSource = request.getTicket().getTargetPodUid().isEmpty();
        boolean forgotten = ofSource
                ? hear(new SourceEvent.Forget()).getState() == AgentState.MIGRATION_FORGOTTEN
                : hear(new TargetEvent.Forget()).getState() == AgentState.MIGRATION_FORGOTTEN;
        answer(
                reply,
                forgotten
                        ? ForgetReply.getDefaultInstance()
                        : ForgetReply.newBuilder()
                                .setFailure(Failure.newBuilder().setReason("Fenced"))
                                .build());
    }

    @Override
    public void startCold(StartColdRequest request, StreamObserver<StartColdReply> reply) {
        cold.add(request.getPod().getUid());
        hear(new TargetEvent.StartCold());
        answer(reply, StartColdReply.getDefaultInstance());
    }

    @Override
    public void watchMigration(WatchMigrationRequest request, StreamObserver<MigrationStatus> reply) {
        boolean ofSource = request.getRole() == Role.SOURCE;
        (ofSource ? sourceWatchers : targetWatchers).add(reply);
        synchronized (this) {
            reply.onNext(ofSource ? status(source) : status(target));
        }
    }

    private static <T> void answer(StreamObserver<T> reply, T answer) {
        reply.onNext(answer);
        reply.onCompleted();
    }

    private synchronized MigrationStatus hear(SourceEvent event) {
        var step = Source.next(source, event);
        source = step.next();
        return told(step, status(source), sourceWatchers);
    }

    private synchronized MigrationStatus hear(TargetEvent event) {
        var step = Target.next(target, event);
        target = step.next();
        return told(step, status(target), targetWatchers);
    }

    private static MigrationStatus told(
            Transition<?, ?> step, MigrationStatus status, List<StreamObserver<MigrationStatus>> watchers) {
        if (step instanceof Transition.Refused<?, ?> refused) {
            return status.toBuilder()
                    .setFailure(Failure.newBuilder()
                            .setReason(refused.failure().reason().code())
                            .setMessage(refused.failure().message()))
                    .build();
        }
        watchers.removeIf(watcher -> isGone(watcher, status));
        return status;
    }

    private static boolean isGone(StreamObserver<MigrationStatus> watcher, MigrationStatus status) {
        try {
            watcher.onNext(status);
            return false;
        } catch (RuntimeException cancelled) {
            return true;
        }
    }

    private MigrationStatus status(SourceState state) {
        MigrationStatus.Builder status = MigrationStatus.newBuilder()
                .setMigrationId(migration)
                .setRole(Role.SOURCE)
                .setEpoch(state.highest().value())
                .setFrozenAtUnixMs(frozenAt)
                .setState(
                        switch (state.phase()) {
                            case UNKNOWN -> AgentState.AGENT_STATE_UNSPECIFIED;
                            case FAILED -> AgentState.MIGRATION_FAILED;
                            case FORGOTTEN -> AgentState.MIGRATION_FORGOTTEN;
                            default -> AgentState.valueOf("SOURCE_" + state.phase());
                        });
        state.failure().ifPresent(failure -> status.setFailure(wire(failure)));
        return status.build();
    }

    private MigrationStatus status(TargetState state) {
        MigrationStatus.Builder status = MigrationStatus.newBuilder()
                .setMigrationId(migration)
                .setRole(Role.TARGET)
                .setEpoch(state.highest().value())
                .setPodIp("192.0.2.1")
                .setRunningAtUnixMs(runningAt)
                .setState(
                        switch (state.phase()) {
                            case UNKNOWN -> AgentState.AGENT_STATE_UNSPECIFIED;
                            case FAILED -> AgentState.MIGRATION_FAILED;
                            case FORGOTTEN -> AgentState.MIGRATION_FORGOTTEN;
                            default -> AgentState.valueOf("TARGET_" + state.phase());
                        });
        state.failure().ifPresent(failure -> status.setFailure(wire(failure)));
        return status.build();
    }

    private static Failure wire(io.drover.agent.protocol.Failure failure) {
        return Failure.newBuilder()
                .setReason(failure.reason().code())
                .setStage(failure.stage())
                .setMessage(failure.message())
                .build();
    }
}

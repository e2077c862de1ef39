package io.drover.agent.checkpoint;

import static io.drover.agent.api.v1.AgentState.MIGRATION_FAILED;
import static io.drover.agent.api.v1.AgentState.SOURCE_COMMITTING;
import static io.drover.agent.api.v1.AgentState.SOURCE_DUMPING;
import static io.drover.agent.api.v1.AgentState.SOURCE_FREEZING;
import static io.drover.agent.api.v1.AgentState.SOURCE_GONE;
import static io.drover.agent.api.v1.AgentState.SOURCE_PREPARED;
import static io.drover.agent.api.v1.AgentState.SOURCE_SEALED;
import static io.drover.agent.api.v1.AgentState.SOURCE_SENDING;
import static io.drover.agent.api.v1.AgentState.SOURCE_THAWED;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.CheckpointRequest;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.SourceSteps;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.protocol.Transition;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pod that leaves this node. Until it is sealed it may give up and let the pod run, and does so by itself when the freeze budget is
 * spent; from then on it waits for the coordinator's word. Thread safe: commands come from any thread, the work is done by one.
 */
public final class SourceMigration {

    private static final Logger LOG = LoggerFactory.getLogger(SourceMigration.class);
    private static final Set<AgentState> UNDER_WAY =
            EnumSet.of(SOURCE_PREPARED, SOURCE_FREEZING, SOURCE_DUMPING, SOURCE_SENDING);

    private final MigrationRecord record;
    private final SourceTools tools;
    private @Nullable CheckpointRun run;
    private @Nullable FrozenPod pod;
    private @Nullable SourceCut cut;

    public SourceMigration(MigrationRecord record, SourceTools tools) {
        this.record = record;
        this.tools = tools;
    }

    public MigrationRecord record() {
        return record;
    }

    /** Finds the containers and readies directories and tables. Nothing is frozen. Repeating it changes nothing. */
    public synchronized MigrationStatus prepare() {
        if (pod != null || record.state() != SOURCE_PREPARED) {
            return record.status();
        }
        return found().or(this::prepared).map(this::failed).orElseGet(record::status);
    }

    private Optional<Trouble> prepared() {
        FrozenPod found = java.util.Objects.requireNonNull(pod);
        RuncDump dump = dump();
        for (FrozenPod.Member member : found.members()) {
            Optional<Trouble> trouble = dump.prepare(record.id(), member.container());
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        int first = found.members().getFirst().container().initPid();
        record.writeDown(entry -> {
            entry.setNetworkNamespace("/proc/" + first + "/ns/net").clearContainers();
            found.members().forEach(member -> entry.addContainers(member.journaled(tools.files())));
        });
        return Optional.empty();
    }

    /** Begins the checkpoint and returns at once. Repeating it gives the state. */
    public synchronized MigrationStatus checkpoint(CheckpointRequest request) {
        if (record.state() != SOURCE_PREPARED) {
            return record.status();
        }
        MigrationStatus ready = prepare();
        if (ready.getState() != SOURCE_PREPARED || pod == null) {
            return ready;
        }
        record.writeDown(entry -> entry.setMigration(request.getMigration()).setPeerTicket(request.getPeerTicket()));
        cut = new SourceCut(record, tools);
        run = new CheckpointRun(record, tools, pod, cut, dump());
        CheckpointRun started = run;
        tools.workers().execute(() -> started.runSafely().ifPresent(this::giveUp));
        return record.status();
    }

    /** The coordinator's word that the source goes on. */
    public synchronized MigrationStatus thaw() {
        AgentState state = record.state();
        if (UNDER_WAY.contains(state) && run != null) {
            run.giveUp(new Trouble(CheckpointReason.WITHDRAWN, "the coordinator asked for a thaw"));
            return record.status();
        }
        return switch (state) {
            case SOURCE_PREPARED, SOURCE_SEALED -> {
                rollBack();
                record.takeDown(entry -> SourceSteps.take(entry, new SourceEvent.Thaw(record.epoch())));
                log("source thawed by the coordinator's word");
                yield record.status();
            }
            case SOURCE_THAWED, MIGRATION_FAILED -> record.status();
            default ->
                record.refusal(
                        new Trouble(JournalReason.NOT_IN_STATE, "a source in state " + state + " does not run again"));
        };
    }

    /** The target runs: shuts the old address for the node's own stack, and ends the pod when the kubelet has begun to. */
    public synchronized MigrationStatus commit() {
        return switch (record.state()) {
            case SOURCE_SEALED -> {
                Optional<Trouble> trouble = opened().or(() -> cut().shutOwnStack());
                if (trouble.isPresent()) {
                    yield record.refusal(trouble.get());
                }
                record.writeDown(entry -> SourceSteps.take(entry, new SourceEvent.Commit(record.epoch())));
                tools.workers().execute(() -> awaitEnd(java.util.Objects.requireNonNull(pod)));
                yield record.status();
            }
            case SOURCE_COMMITTING, SOURCE_GONE -> record.status();
            default ->
                record.refusal(new Trouble(
                        JournalReason.NOT_IN_STATE,
                        "only a sealed source can be committed, it is in state " + record.state()));
        };
    }

    /** Finishes or undoes what an earlier agent left. Call once, before any command. */
    public synchronized void recover() {
        switch (record.state()) {
            case SOURCE_FREEZING, SOURCE_DUMPING, SOURCE_SENDING -> {
                dump().undoLeft();
                giveUp(new Trouble(
                        CheckpointReason.AGENT_RESTARTED, "the agent was restarted before the image was sealed"));
            }
            case SOURCE_PREPARED -> {
                if (record.entry().getCut()) {
                    giveUp(new Trouble(CheckpointReason.AGENT_RESTARTED, "the agent was restarted during the cut"));
                }
            }
            case SOURCE_SEALED -> {
                if (isGone()) {
                    gone();
                }
            }
            case SOURCE_COMMITTING -> {
                Optional<Trouble> trouble = opened();
                trouble.ifPresent(this::warn);
                FrozenPod left = pod;
                if (left == null) {
                    gone();
                } else {
                    tools.workers().execute(() -> awaitEnd(left));
                }
            }
            default -> {}
        }
    }

    /** Removes files; only of a migration that has ended. */
    public synchronized Optional<Trouble> forget() {
        boolean ended = SourceSteps.next(record.status(), new SourceEvent.Forget()) instanceof Transition.Taken;
        if (!ended || (record.state() == SOURCE_PREPARED && run != null)) {
            return Optional.of(
                    new Trouble(JournalReason.NOT_IN_STATE, "a source in state " + record.state() + " has not ended"));
        }
        if (record.entry().getRewritingAgentsCount() > 0 && record.state() != SOURCE_GONE) {
            // A pod that is gone has no network to be opened again.
            Optional<Trouble> owed = (isGone() ? Optional.<Trouble>empty() : opened()).or(() -> cut().undo());
            if (owed.isPresent()) {
                return owed;
            }
        }
        close();
        return SourceFiles.remove(record, tools.files());
    }

    private void awaitEnd(FrozenPod left) {
        Optional<Trouble> trouble = new PodEnd(left).await();
        if (trouble.isPresent()) {
            warn(trouble.get());
            return;
        }
        synchronized (this) {
            gone();
        }
    }

    private void gone() {
        if (cut == null) {
            cut = new SourceCut(record, tools);
        }
        cut.retire().ifPresent(this::warn);
        close();
        record.writeDown(entry -> SourceSteps.take(entry, new SourceEvent.ProcessesEnded()));
        log("source gone");
    }

    private synchronized void giveUp(Trouble trouble) {
        String stage = record.state().name();
        rollBack();
        SourceEvent event = trouble.reason() == CheckpointReason.WITHDRAWN
                ? new SourceEvent.Thaw(record.epoch())
                : new SourceEvent.StepFailed(trouble.during(stage));
        record.takeDown(entry -> SourceSteps.take(entry, event));
        LOG.atInfo()
                .addKeyValue(LogKeys.MIGRATION, record.id())
                .addKeyValue(LogKeys.STAGE, stage)
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("checkpoint given up, source runs");
    }

    private void rollBack() {
        opened().ifPresent(this::warn);
        if (cut != null) {
            cut.undo().ifPresent(this::warn);
        }
        if (pod != null) {
            pod.thaw().ifPresent(this::warn);
        }
        close();
    }

    private boolean isGone() {
        return found().filter(trouble -> trouble.reason() == CheckpointReason.CONTAINER_GONE)
                .isPresent();
    }

    private Optional<Trouble> found() {
        FrozenPod.Search search = FrozenPod.find(
                record.entry().getContainersList(), tools.containers(), tools.freezers(), tools.processes());
        return switch (search) {
            case FrozenPod.Search.Found(FrozenPod found) -> {
                pod = found;
                yield Optional.empty();
            }
            case FrozenPod.Search.Missing(Trouble trouble) -> Optional.of(trouble);
        };
    }

    /** After a restart of the agent the pod and its network have to be found again. */
    private Optional<Trouble> opened() {
        Optional<Trouble> trouble = pod == null ? found() : Optional.empty();
        if (cut == null && record.entry().getCut()) {
            cut = new SourceCut(record, tools);
            return trouble.or(cut::open);
        }
        return trouble;
    }

    private SourceCut cut() {
        if (cut == null) {
            cut = new SourceCut(record, tools);
        }
        return cut;
    }

    /** Frees what the agent holds for it. */
    public synchronized void close() {
        if (cut != null) {
            cut.close();
            cut = null;
        }
    }

    private MigrationStatus failed(Trouble trouble) {
        record.writeDown(entry -> SourceSteps.take(entry, new SourceEvent.StepFailed(trouble.during("PREPARE"))));
        return record.status();
    }

    private RuncDump dump() {
        return new RuncDump(record.id(), tools);
    }

    private void log(String sentence) {
        LOG.atInfo().addKeyValue(LogKeys.MIGRATION, record.id()).log(sentence);
    }

    private void warn(Trouble trouble) {
        LOG.atWarn()
                .addKeyValue(LogKeys.MIGRATION, record.id())
                .addKeyValue(LogKeys.STATE, record.state())
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("something is owed for this source");
    }
}

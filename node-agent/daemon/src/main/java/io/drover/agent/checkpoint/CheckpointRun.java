package io.drover.agent.checkpoint;

import static io.drover.agent.api.v1.AgentState.SOURCE_SEALED;

import io.drover.agent.api.v1.ContainerProgress;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.SourceSteps;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.transfer.ImageSender;
import io.drover.agent.transfer.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One checkpoint from the cut to the seal, on the thread that calls {@link #run}. It undoes nothing itself: whoever gets its trouble
 * does.
 */
final class CheckpointRun {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointRun.class);
    private static final Duration QUIET_MOMENT = Duration.ofSeconds(3);
    private static final Duration LONGEST_SEND = Duration.ofMinutes(10);

    private final MigrationRecord record;
    private final SourceTools tools;
    private final FrozenPod pod;
    private final SourceCut cut;
    private final RuncDump dump;
    private @Nullable Trouble given;
    private boolean sealed;

    CheckpointRun(MigrationRecord record, SourceTools tools, FrozenPod pod, SourceCut cut, RuncDump dump) {
        this.record = record;
        this.tools = tools;
        this.pod = pod;
        this.cut = cut;
        this.dump = dump;
    }

    /** Ends the run at its next step, unless it is sealed already. The first trouble counts. */
    synchronized void giveUp(Trouble trouble) {
        if (!sealed && given == null) {
            given = trouble;
        }
    }

    /** As {@link #run}; what was not foreseen is trouble as well, for the pod must not stay frozen. */
    Optional<Trouble> runSafely() {
        try {
            return run();
        } catch (RuntimeException unforeseen) {
            LOG.atError()
                    .addKeyValue(LogKeys.MIGRATION, record.id())
                    .setCause(unforeseen)
                    .log("a checkpoint failed in a way that was not foreseen");
            return sealed
                    ? Optional.empty()
                    : Optional.of(new Trouble(CheckpointReason.NODE_IO, unforeseen.toString()));
        }
    }

    /** Does it. Empty means sealed; otherwise the pod may be frozen and the cut made. */
    Optional<Trouble> run() {
        try {
            return steps();
        } catch (RuntimeException unforeseen) {
            // Such as a disk that takes no more of the journal: what is frozen must not stay so.
            LOG.atError()
                    .setCause(unforeseen)
                    .addKeyValue(LogKeys.MIGRATION, record.id())
                    .log("checkpoint broke off");
            return record.state() == SOURCE_SEALED
                    ? Optional.empty()
                    : Optional.of(new Trouble(CheckpointReason.NODE_IO, unforeseen.toString()));
        }
    }

    private Optional<Trouble> steps() {
        long begun = System.nanoTime();
        Optional<Trouble> ready = cut.open().or(cut::ready).or(this::given);
        if (ready.isPresent()) {
            return ready;
        }
        stage("ready", begun);
        record.writeDown(entry -> {
            SourceSteps.take(entry, new SourceEvent.Checkpoint(record.epoch()));
            entry.setCut(true)
                    .getStatusBuilder()
                    .setFrozenAtUnixMs(System.currentTimeMillis())
                    .setConnections(cut.connections());
        });
        ScheduledFuture<?> budget = tools.timer().schedule(this::budgetSpent, budgetMillis(), TimeUnit.MILLISECONDS);
        try {
            return freeze().or(this::dump).or(this::send).or(this::seal);
        } finally {
            budget.cancel(false);
        }
    }

    private Optional<Trouble> freeze() {
        long begun = System.nanoTime();
        Optional<Trouble> trouble =
                cut.lead().or(() -> pod.freeze(QUIET_MOMENT)).or(cut::shut).or(this::given);
        stage("freeze", begun);
        return trouble;
    }

    private Optional<Trouble> dump() {
        long begun = System.nanoTime();
        record.remember(entry -> SourceSteps.take(entry, new SourceEvent.Frozen()));
        for (FrozenPod.Member member : pod.members()) {
            long one = System.nanoTime();
            Optional<Trouble> trouble = dump.dump(record.id(), member.container(), this::given)
                    .or(() -> packing().pack(member.container()))
                    .or(this::given);
            if (trouble.isPresent()) {
                return trouble;
            }
            record.remember(entry -> entry.getStatusBuilder()
                    .addContainers(ContainerProgress.newBuilder()
                            .setName(member.name())
                            .setId(member.container().id())
                            .setDumpUs(microsSince(one))));
        }
        stage("dump", begun);
        return Optional.empty();
    }

    private FilePacking packing() {
        return new FilePacking(tools.files(), tools.processes(), tools.programs());
    }

    private Optional<Trouble> send() {
        long begun = System.nanoTime();
        record.remember(entry -> SourceSteps.take(entry, new SourceEvent.Dumped()));
        Migration migration = record.entry().getMigration();
        long before = 0;
        for (FrozenPod.Member member : pod.members()) {
            long sent = before;
            ImageHeader header = ImageHeader.newBuilder()
                    .setContainerName(member.name())
                    .setOrder(RewriteRequests.of(record).order())
                    .build();
            Path image = tools.files()
                    .node()
                    .of(tools.files().dumped(member.container().id()));
            ImageSender.Sending sending = tools.peers()
                    .send(
                            Peers.addressOf(migration.getTargetNode()),
                            header,
                            image,
                            LONGEST_SEND,
                            () -> given().isPresent(),
                            bytes -> record.remember(
                                    entry -> entry.getStatusBuilder().setSentBytes(sent + bytes)));
            switch (sending) {
                case ImageSender.NotSent(Trouble trouble) -> {
                    return given().or(() -> Optional.of(trouble));
                }
                case ImageSender.Sent(long bytes) -> before += bytes;
            }
        }
        long all = before;
        record.remember(entry -> entry.getStatusBuilder().setImageBytes(all).setSentBytes(all));
        stage("send", begun);
        return given();
    }

    private synchronized Optional<Trouble> seal() {
        Optional<Trouble> trouble = given().or(pod::unchanged);
        if (trouble.isEmpty()) {
            record.writeDown(entry -> SourceSteps.take(entry, new SourceEvent.ImageAccepted()));
            sealed = true;
            LOG.atInfo()
                    .addKeyValue(LogKeys.MIGRATION, record.id())
                    .addKeyValue(LogKeys.BYTES, record.status().getImageBytes())
                    .addKeyValue(LogKeys.MICROS, record.status().getStageUsMap())
                    .log("source sealed");
        }
        return trouble;
    }

    private synchronized Optional<Trouble> given() {
        return Optional.ofNullable(given);
    }

    private void budgetSpent() {
        giveUp(new Trouble(
                CheckpointReason.FREEZE_BUDGET_SPENT,
                "not sealed " + budgetMillis() + " ms after the freeze began, state " + record.state()));
    }

    private long budgetMillis() {
        long budget = record.entry().getMigration().getFreezeBudgetMs();
        return budget > 0 ? budget : Duration.ofSeconds(30).toMillis();
    }

    private void stage(String name, long begun) {
        long micros = microsSince(begun);
        record.remember(entry -> entry.getStatusBuilder().putStageUs(name, micros));
    }

    private static long microsSince(long begun) {
        return (System.nanoTime() - begun) / 1000;
    }
}

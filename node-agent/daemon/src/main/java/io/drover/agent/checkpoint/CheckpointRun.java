package io.drover.agent.checkpoint;

import static io.drover.agent.api.v1.AgentState.SOURCE_SEALED;

import io.drover.agent.api.v1.ContainerProgress;
import io.drover.agent.api.v1.ExpectImagesRequest;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.journal.SourceSteps;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.protocol.SourceEvent;
import io.drover.agent.transfer.DumpProgress;
import io.drover.agent.transfer.ImageSender;
import io.drover.agent.transfer.PeerReason;
import io.drover.agent.transfer.Peers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private static final Duration PEER_DEADLINE = Duration.ofSeconds(5);
    private static final long PROGRESS_EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final MigrationRecord record;
    private final SourceTools tools;
    private final FrozenPod pod;
    private final SourceCut cut;
    private final RuncDump dump;
    private @Nullable ImageSender sender;
    private @Nullable Trouble given;
    private boolean sealed;
    private volatile long lastDump;
    private long told = System.nanoTime();

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
            if (sender != null) {
                sender.close();
            }
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
        } finally {
            if (sender != null) {
                sender.close();
            }
        }
    }

    private Optional<Trouble> steps() {
        long begun = System.nanoTime();
        Optional<Trouble> ready = cut.open().or(cut::ready).or(this::openImages).or(this::given);
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
            return freeze().or(this::deliver).or(this::seal);
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

    /** The target says now, while nothing is frozen, when it has no room. */
    private Optional<Trouble> openImages() {
        long bytes = pod.memoryBytes();
        Optional<String> lack = tools.files().lacksRoom(bytes);
        if (lack.isPresent()) {
            return Optional.of(new Trouble(CheckpointReason.IMAGE_SPACE_EXHAUSTED, lack.get()));
        }
        Migration migration = record.entry().getMigration();
        ExpectImagesRequest request = ExpectImagesRequest.newBuilder()
                .setOrder(RewriteRequests.of(record).order())
                .setBytes(bytes)
                .build();
        return switch (tools.peers().openImages(migration.getTargetNode(), request, PEER_DEADLINE)) {
            case Peers.Opening.Refused(Trouble trouble) -> Optional.of(trouble);
            case Peers.Opening.Opened(ImageSender opened) -> {
                synchronized (this) {
                    sender = opened;
                }
                yield Optional.empty();
            }
        };
    }

    /** Dumps, and sends what is there meanwhile. */
    private Optional<Trouble> deliver() {
        record.remember(entry -> SourceSteps.take(entry, new SourceEvent.Frozen()));
        ImageSender sending = java.util.Objects.requireNonNull(sender);
        long before = 0;
        for (FrozenPod.Member member : pod.members()) {
            long sent = before;
            CompletableFuture<Optional<Trouble>> dumped =
                    CompletableFuture.supplyAsync(() -> dumped(member), tools.workers());
            Path image = tools.files()
                    .node()
                    .of(tools.files().dumped(member.container().id()));
            ImageSender.Sending delivery;
            try {
                delivery = sending.send(member.name(), image, () -> progress(dumped), bytes -> tell(sent + bytes));
            } finally {
                // Whatever became of the image: a dump is never left alone.
                CompletableFuture.allOf(dumped).exceptionally(failed -> null).join();
            }
            Optional<Trouble> trouble = dumped.join();
            if (delivery instanceof ImageSender.NotSent(Trouble(PeerReason why, String words))) {
                return Optional.of(new Trouble(why, words));
            }
            if (trouble.or(this::given).isPresent()) {
                return trouble.or(this::given);
            }
            switch (delivery) {
                case ImageSender.NotSent(Trouble lost) -> {
                    return Optional.of(lost);
                }
                case ImageSender.Sent(long bytes) -> before += bytes;
            }
        }
        long all = before;
        record.remember(entry -> {
            var status = entry.getStatusBuilder().setImageBytes(all).setSentBytes(all);
            // What the dump did not hide.
            status.putStageUs("send", microsSince(lastDump));
        });
        return given();
    }

    private Optional<Trouble> dumped(FrozenPod.Member member) {
        long begun = System.nanoTime();
        Optional<Trouble> trouble = dump.dump(record.id(), member.container(), this::given)
                .or(() -> packing().pack(member.container()))
                .or(this::given);
        if (trouble.isEmpty()) {
            long micros = microsSince(begun);
            lastDump = System.nanoTime();
            boolean last = member.equals(pod.members().getLast());
            record.remember(entry -> {
                var status = entry.getStatusBuilder()
                        .addContainers(ContainerProgress.newBuilder()
                                .setName(member.name())
                                .setId(member.container().id())
                                .setDumpUs(micros));
                status.putStageUs("dump", status.getStageUsOrDefault("dump", 0) + micros);
                if (last) {
                    SourceSteps.take(entry, new SourceEvent.Dumped());
                }
            });
        }
        return trouble;
    }

    private static DumpProgress progress(CompletableFuture<Optional<Trouble>> dumped) {
        if (!dumped.isDone()) {
            return DumpProgress.GROWING;
        }
        return !dumped.isCompletedExceptionally() && dumped.join().isEmpty()
                ? DumpProgress.WHOLE
                : DumpProgress.ABANDONED;
    }

    /** Every listener costs time that the pod is frozen. */
    private void tell(long bytes) {
        long now = System.nanoTime();
        if (now - told > PROGRESS_EVERY_NANOS) {
            told = now;
            record.remember(entry -> entry.getStatusBuilder().setSentBytes(bytes));
        }
    }

    private FilePacking packing() {
        return new FilePacking(tools.files(), tools.processes(), tools.programs());
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

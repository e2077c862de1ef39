package io.drover.agent.protocol;

import io.drover.agent.protocol.World.Processes;
import io.drover.values.Epoch;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every step that a {@link World} can take next. */
final class Moves {

    static final Replacement REPLACEMENT = new Replacement(new PodUid("replacement"), new NodeName("node-b"));
    private static final Failure FAILURE = new Failure(MigrationReason.RESTORE_FAILED, "test", "made to fail");

    private final boolean lazy;

    Moves(boolean lazy) {
        this.lazy = lazy;
    }

    List<World> after(World world) {
        List<World> next = new ArrayList<>();
        leader(world, next);
        status(world, next);
        source(world, next);
        target(world, next);
        if (world.faultsLeft() > 0) {
            faults(world, next);
        }
        next.removeIf(world::equals);
        return next;
    }

    /** As {@link #after}, when the target's node is away for good: nothing comes from there, and no word gets there. */
    List<World> afterWithoutTarget(World world) {
        List<World> next = new ArrayList<>();
        hears(world, new CoordinatorEvent.Resumed(), next);
        hears(world, new CoordinatorEvent.AgentUnreachable(Role.TARGET), next);
        for (SourcePhase phase : SourcePhase.values()) {
            if (world.knows("source " + phase)) {
                hears(world, new CoordinatorEvent.SourceReported(phase, Optional.empty()), next);
            }
        }
        source(world, next);
        next.removeIf(world::equals);
        return next;
    }

    private static void leader(World world, List<World> next) {
        hears(world, new CoordinatorEvent.Resumed(), next);
        for (SourcePhase phase : SourcePhase.values()) {
            if (world.knows("source " + phase)) {
                hears(world, new CoordinatorEvent.SourceReported(phase, Optional.empty()), next);
            }
        }
        for (TargetPhase phase : TargetPhase.values()) {
            if (world.knows("target " + phase)) {
                hears(world, new CoordinatorEvent.TargetReported(phase, Optional.empty()), next);
            }
        }
        if (world.knows("ReleaseSource")) {
            hears(world, new CoordinatorEvent.SourceReleased(), next);
            hears(world, new CoordinatorEvent.ReplacementObserved(REPLACEMENT), next);
        }
        if (world.knows("swapped")) {
            World informed = world.withLeader(world.leader(), world.version());
            hears(informed, new CoordinatorEvent.OwnershipMoved(), next);
        }
        boolean deleted = world.knows("source pod deleted") || world.knows("source deleted by another");
        if (world.knows("GiveLabelBack") && !deleted) {
            next.add(world.sending("label given back"));
        }
        if (world.knows("label given back")) {
            hears(world, new CoordinatorEvent.LabelGivenBack(), next);
        }
        // A pod without a readiness probe is ready as soon as its frozen container has been created.
        if (world.targetProcesses() == Processes.RUN || world.targetProcesses() == Processes.FROZEN) {
            hears(world, new CoordinatorEvent.EndpointReady(), next);
        }
        if (world.knows("source pod deleted") && world.sourceProcesses() == Processes.NONE) {
            hears(world, new CoordinatorEvent.SourcePodGone(), next);
        }
        hears(world, new CoordinatorEvent.TimedOut(), next);
        hears(world, new CoordinatorEvent.BudgetRanOut(), next);
        if (world.knows("source deleted by another")) {
            hears(world, new CoordinatorEvent.SourceDeleted(), next);
        }
        if (world.knows("replacement deleted")) {
            hears(world, new CoordinatorEvent.ReplacementDeleted(), next);
        }
        if (world.knows("source rebooted")) {
            proved(world, Role.SOURCE, next);
        }
        if (world.knows("target rebooted")) {
            proved(world, Role.TARGET, next);
        }
    }

    private static void proved(World world, Role role, List<World> next) {
        hears(world, new CoordinatorEvent.ProvedDead(role, CoordinatorEvent.Proof.FENCED), next);
    }

    /** The leader makes the new state durable, unless another was first; only then the commands go out. */
    private static void hears(World world, CoordinatorEvent event, List<World> next) {
        Transition<CoordinatorState, CoordinatorCommand> step = Coordinator.next(world.leader(), event);
        World after = world;
        boolean durable = step.next().durable().equals(world.status().durable());
        if (!durable) {
            if (world.leaderVersion() != world.version()) {
                next.add(world.withLeader(world.status(), world.version()));
                return;
            }
            after = after.withStatus(step.next().durable());
        }
        after = after.withLeader(step.next(), durable ? world.leaderVersion() : after.version());
        for (CoordinatorCommand command : step.commands()) {
            after = after.sending(word(command, after.leaderVersion()));
        }
        next.add(after);
    }

    private static String word(CoordinatorCommand command, int version) {
        return switch (command) {
            case CoordinatorCommand.MoveOwnership ignored -> "MoveOwnership at " + version;
            case CoordinatorCommand.Checkpoint ignored -> "Checkpoint";
            case CoordinatorCommand.Run(Replacement ignored, Epoch epoch) -> "Run " + epoch.value();
            case CoordinatorCommand.CommitSource(Epoch epoch) -> "Commit " + epoch.value();
            case CoordinatorCommand.ThawSource(Epoch epoch) -> "Thaw " + epoch.value();
            case CoordinatorCommand.DestroyTarget(Replacement ignored, Epoch epoch) -> "Destroy " + epoch.value();
            case CoordinatorCommand.DeleteSourcePod ignored -> "source pod deleted";
            default -> command.getClass().getSimpleName();
        };
    }

    private static void status(World world, List<World> next) {
        boolean current = world.knows("MoveOwnership at " + world.version());
        if (current && world.status() instanceof CoordinatorState.Checkpointing before) {
            boolean paging = world.knows("source SEALED_LAZY");
            next.add(world.withStatus(new CoordinatorState.HandedOver(before.bound(), paging))
                    .sending("swapped"));
        }
    }

    private void source(World world, List<World> next) {
        word(world, "PrepareSource", new SourceEvent.Prepare(), next);
        word(world, "Checkpoint", new SourceEvent.Checkpoint(Epoch.FIRST), next);
        word(world, "Thaw 1", new SourceEvent.Thaw(new Epoch(1)), next);
        word(world, "Thaw 2", new SourceEvent.Thaw(new Epoch(2)), next);
        word(world, "Commit 1", new SourceEvent.Commit(new Epoch(1)), next);
        word(world, "Commit 2", new SourceEvent.Commit(new Epoch(2)), next);
        word(world, "ForgetSource", new SourceEvent.Forget(), next);
        switch (world.source().phase()) {
            case FREEZING -> next.add(sourceHears(world, new SourceEvent.Frozen(), false));
            case DUMPING -> next.add(sourceHears(world, new SourceEvent.Dumped(), false));
            case SENDING -> {
                if (world.knows("receipt")) {
                    next.add(sourceHears(
                            world,
                            lazy ? new SourceEvent.ImageAcceptedLazily() : new SourceEvent.ImageAccepted(),
                            false));
                }
            }
            case SEALED_LAZY -> {
                if (world.targetProcesses() == Processes.RUN) {
                    next.add(sourceHears(world, new SourceEvent.PagesDelivered(), false));
                }
            }
            default -> {}
        }
        if (world.source().phase().mayGiveUp()) {
            next.add(sourceHears(world, new SourceEvent.BudgetRanOut(), false));
        }
        boolean deleted = world.knows("source pod deleted") || world.knows("source deleted by another");
        if (deleted && world.sourceProcesses() != Processes.NONE) {
            next.add(sourceHears(world, new SourceEvent.ProcessesEnded(), false).sending("source pod deleted"));
        }
        if (world.sourceProcesses() == Processes.NONE) {
            next.add(sourceHears(world, new SourceEvent.ProcessesEnded(), false));
        }
    }

    private static void word(World world, String message, SourceEvent event, List<World> next) {
        if (world.knows(message)) {
            next.add(sourceHears(world, event, false));
            if (world.faultsLeft() > 0) {
                next.add(sourceHears(world.withFault(), event, true));
            }
        }
    }

    private static World sourceHears(World world, SourceEvent event, boolean crashes) {
        Transition<SourceState, SourceCommand> step = Source.next(world.source(), event);
        if (!(step instanceof Transition.Taken<SourceState, SourceCommand>) && !ends(event)) {
            return world;
        }
        Processes processes = world.sourceProcesses();
        if (event instanceof SourceEvent.Frozen
                && step.next().phase() == SourcePhase.DUMPING
                && processes == Processes.RUN) {
            processes = Processes.FROZEN;
        }
        if (ends(event)) {
            processes = Processes.NONE;
        }
        if (crashes) {
            World journaled = world.withSource(step.next(), processes);
            return sourceHears(journaled, new SourceEvent.AgentRestarted(), false);
        }
        for (SourceCommand command : step.commands()) {
            processes = switch (command) {
                case THAW -> processes == Processes.FROZEN ? Processes.RUN : processes;
                case KILL -> Processes.NONE;
                default -> processes;
            };
        }
        World after = world.withSource(step.next(), processes)
                .sending("source " + step.next().phase());
        // The image is on its way while it is written; it is whole when the dump has ended.
        return switch (step.next().phase()) {
            case DUMPING -> after.sending("image");
            case SENDING -> after.sending("image", "image whole");
            default -> after;
        };
    }

    private static boolean ends(SourceEvent event) {
        return event instanceof SourceEvent.ProcessesEnded || event instanceof SourceEvent.NodeRebooted;
    }

    private static void target(World world, List<World> next) {
        word(world, "PrepareTarget", new TargetEvent.Prepare(), next);
        word(world, "Run 1", new TargetEvent.Run(new Epoch(1)), next);
        word(world, "Run 2", new TargetEvent.Run(new Epoch(2)), next);
        word(world, "Destroy 1", new TargetEvent.Destroy(new Epoch(1)), next);
        word(world, "Destroy 2", new TargetEvent.Destroy(new Epoch(2)), next);
        word(world, "StartCold", new TargetEvent.StartCold(), next);
        word(world, "ForgetTarget", new TargetEvent.Forget(), next);
        switch (world.target().phase()) {
            case BOUND -> next.add(targetHears(world, new TargetEvent.CreateWaits(), false));
            case READY -> {
                if (world.knows("image")) {
                    next.add(targetHears(world, new TargetEvent.ImageBegun(), false));
                }
            }
            case RECEIVING -> {
                if (world.knows("image whole")) {
                    next.add(targetHears(world, new TargetEvent.ImageVerified(), false));
                }
            }
            case RECEIVED -> next.add(targetHears(world, new TargetEvent.RestoreBegun(), false));
            case RESTORING -> next.add(targetHears(world, new TargetEvent.AllRestored(), false));
            default -> {}
        }
    }

    private static void word(World world, String message, TargetEvent event, List<World> next) {
        if (world.knows(message)) {
            next.add(targetHears(world, event, false));
            if (world.faultsLeft() > 0) {
                next.add(targetHears(world.withFault(), event, true));
            }
        }
    }

    private static World targetHears(World world, TargetEvent event, boolean crashes) {
        Transition<TargetState, TargetCommand> step = Target.next(world.target(), event);
        boolean ends = event instanceof TargetEvent.ProcessesEnded || event instanceof TargetEvent.NodeRebooted;
        if (!(step instanceof Transition.Taken<TargetState, TargetCommand>) && !ends) {
            return world;
        }
        Processes processes = ends ? Processes.NONE : world.targetProcesses();
        if (event instanceof TargetEvent.AllRestored && step.next().phase() == TargetPhase.RESTORED) {
            processes = Processes.FROZEN;
        }
        if (crashes) {
            return targetHears(world.withTarget(step.next(), processes), new TargetEvent.AgentRestarted(), false);
        }
        for (TargetCommand command : step.commands()) {
            processes = switch (command) {
                case LET_RUN -> processes == Processes.FROZEN ? Processes.RUN : processes;
                case DESTROY -> processes == Processes.COLD ? processes : Processes.NONE;
                case ANSWER_COLD -> processes == Processes.NONE ? Processes.COLD : processes;
                default -> processes;
            };
        }
        World after = world.withTarget(step.next(), processes)
                .sending("target " + step.next().phase());
        return event instanceof TargetEvent.ImageVerified ? after.sending("receipt") : after;
    }

    private static void faults(World world, List<World> next) {
        World worse = world.withFault();
        next.add(worse.withLeader(worse.status(), worse.version()));
        next.add(sourceHears(worse, new SourceEvent.AgentRestarted(), false));
        if (world.source().phase() != SourcePhase.UNKNOWN) {
            next.add(sourceHears(worse, new SourceEvent.NodeRebooted(), false).sending("source rebooted"));
        }
        next.add(sourceHears(worse, new SourceEvent.StepFailed(FAILURE), false));
        next.add(worse.sending("source deleted by another"));
        next.add(targetHears(worse, new TargetEvent.AgentRestarted(), false));
        if (world.target().phase() != TargetPhase.UNKNOWN) {
            next.add(targetHears(worse, new TargetEvent.NodeRebooted(), false).sending("target rebooted"));
        }
        next.add(targetHears(worse, new TargetEvent.StepFailed(FAILURE), false));
        next.add(targetHears(worse, new TargetEvent.ProcessesEnded(), false));
        next.add(worse.sending("replacement deleted"));
        for (CoordinatorEvent event : List.of(
                new CoordinatorEvent.AgentUnreachable(Role.SOURCE),
                new CoordinatorEvent.AgentUnreachable(Role.TARGET),
                new CoordinatorEvent.ReplacementFailed(FAILURE),
                new CoordinatorEvent.CannotGoOn(FAILURE),
                new CoordinatorEvent.WorkloadDeleted(),
                new CoordinatorEvent.UnpausedByAnother(),
                new CoordinatorEvent.RolloutStarted(),
                new CoordinatorEvent.NodeDrained(Role.SOURCE),
                new CoordinatorEvent.NodeDrained(Role.TARGET),
                new CoordinatorEvent.RecommendationDeleted())) {
            hears(worse, event, next);
        }
    }
}

package io.drover.agent.protocol;

import io.drover.values.Epoch;
import java.util.Optional;

/**
 * Where a migration is, as the operator sees it. Made durable in the CheckpointRestore's status with every change that
 * {@link #durable} keeps; what it drops is evidence that a new leader hears again from the agents.
 */
public sealed interface CoordinatorState {

    /** The state as the next leader reads it. */
    default CoordinatorState durable() {
        return this;
    }

    /** The epoch that the words of this state carry. */
    default Epoch epoch() {
        return Epoch.FIRST;
    }

    /** The replacement, once one is bound. */
    default Optional<Replacement> replacement() {
        return Optional.empty();
    }

    /** Nothing has been done. */
    record Planned() implements CoordinatorState {}

    record PreparingSource() implements CoordinatorState {}

    /** The label is owed from now on. */
    record Releasing() implements CoordinatorState {}

    record AwaitingReplacement() implements CoordinatorState {}

    /** Bound by compare-and-swap on the replacement's UID; nothing is frozen. */
    record PreparingTarget(Replacement bound) implements CoordinatorState {
        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }
    }

    /**
     * The source may be frozen. With both kinds of evidence the ownership moves next.
     *
     * @param sealed the source has said SEALED
     * @param restored the target has said RESTORED
     * @param lazy the source has said SEALED_LAZY
     */
    record Checkpointing(Replacement bound, boolean sealed, boolean restored, boolean lazy)
            implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            return new Checkpointing(bound, false, false, false);
        }

        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }

        boolean complete() {
            return sealed && restored;
        }
    }

    /**
     * Past the point of no return: the target owns the processes, the source never thaws.
     *
     * @param lazy pages are still to be fetched from the source
     */
    record HandedOver(Replacement bound, boolean lazy) implements CoordinatorState {
        @Override
        public Epoch epoch() {
            return Epoch.FIRST.next();
        }

        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }
    }

    /** The target runs and fetches pages; the frozen source is still needed. */
    record Paging(Replacement bound) implements CoordinatorState {
        @Override
        public Epoch epoch() {
            return Epoch.FIRST.next();
        }

        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }
    }

    /** The target runs; its endpoint is not ready yet. */
    record Running(Replacement bound) implements CoordinatorState {
        @Override
        public Epoch epoch() {
            return Epoch.FIRST.next();
        }

        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }
    }

    /**
     * The source is being removed.
     *
     * @param shut the source's node keeps its own stack away from the old address: the pod may be deleted
     */
    record Committing(Replacement bound, boolean shut) implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            return new Committing(bound, false);
        }

        @Override
        public Epoch epoch() {
            return Epoch.FIRST.next();
        }

        @Override
        public Optional<Replacement> replacement() {
            return Optional.of(bound);
        }
    }

    /**
     * Before the point of no return something went wrong: target first, then the source, then the label. As soon as this is durable the
     * target can never run: the word to run is signed for the second epoch only, which begins with the other way out of the freeze.
     *
     * @param destroyed nothing of the processes is left at the target, nor will be
     * @param away the target's agent is silent: it is told to destroy when it comes back, and nobody waits for that
     * @param thawed nothing of the source is frozen any more
     * @param sourceDeleted somebody has deleted the source pod, so the replacement will have to start cold
     */
    record RollingBack(
            Failure failure,
            Optional<Replacement> replacement,
            boolean destroyed,
            boolean away,
            boolean thawed,
            boolean sourceDeleted)
            implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            return new RollingBack(failure, replacement, replacement.isEmpty(), false, false, sourceDeleted);
        }

        RollingBack withDestroyed() {
            return new RollingBack(failure, replacement, true, away, thawed, sourceDeleted);
        }

        RollingBack withTargetAway() {
            return new RollingBack(failure, replacement, destroyed, true, thawed, sourceDeleted);
        }

        RollingBack withThawed() {
            return new RollingBack(failure, replacement, destroyed, away, true, sourceDeleted);
        }

        RollingBack withSourceDeleted() {
            return new RollingBack(failure, replacement, destroyed, away, thawed, true);
        }
    }

    /** The source runs; the label is owed. */
    record GivingBack(Failure failure, Optional<Replacement> replacement) implements CoordinatorState {}

    /**
     * The memory is lost: what is left is removed and the replacement starts from nothing.
     *
     * @param handedOver the frozen source is stale and has to be removed
     * @param destroyed nothing of the processes is left at the target, nor will be
     * @param cold the target has been told to start cold, or there is no pod to tell
     * @param shut as in {@link Committing}
     * @param sourceGone the source's processes have ended, or end without our doing
     */
    record GoingCold(
            Failure failure,
            Optional<Replacement> replacement,
            boolean handedOver,
            boolean destroyed,
            boolean cold,
            boolean shut,
            boolean sourceGone)
            implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            boolean nobody = replacement.isEmpty();
            return new GoingCold(failure, replacement, handedOver, nobody, nobody, false, !handedOver);
        }

        @Override
        public Epoch epoch() {
            return handedOver ? Epoch.FIRST.next() : Epoch.FIRST;
        }
    }

    /** One side cannot be asked and nothing proves what became of its processes. Visible; nobody guesses. */
    record InDoubt(Role unknown, CoordinatorState suspended) implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            return new InDoubt(unknown, suspended.durable());
        }

        @Override
        public Epoch epoch() {
            return suspended.epoch();
        }

        @Override
        public Optional<Replacement> replacement() {
            return suspended.replacement();
        }
    }

    /** It has ended; images, tables and journals are owed a removal. */
    record CleaningUp(Outcome outcome, Optional<Replacement> replacement, boolean sourceForgot, boolean targetForgot)
            implements CoordinatorState {
        @Override
        public CoordinatorState durable() {
            return new CleaningUp(outcome, replacement, false, replacement.isEmpty());
        }
    }

    /** Nothing is owed any more. */
    record Ended(Outcome outcome, Optional<Replacement> replacement) implements CoordinatorState {}
}

package io.drover.agent.checkpoint;

import io.drover.agent.node.Freezer;
import io.drover.agent.node.Polling;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Freezes a container at a moment when its control group holds nothing but descendants of its first process. What {@code exec} brought
 * in is in the group but not in the tree that CRIU dumps, and CRIU may hang on it.
 */
final class ContainerFreeze {

    private static final Duration ONE_FREEZE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    private final Processes processes;

    ContainerFreeze(Processes processes) {
        this.processes = processes;
    }

    /**
     * Freezes the container; when there is trouble it runs as before.
     *
     * @param atMost how long to wait for such a moment
     */
    Optional<Trouble> freeze(RuncContainer container, Freezer freezer, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            Set<Integer> strangers = strangers(container, freezer);
            while (System.nanoTime() < end) {
                if (strangers.isEmpty()) {
                    Freezer.State state = freezer.freeze(ONE_FREEZE);
                    if (state != Freezer.State.FROZEN) {
                        return Optional.of(new Trouble(
                                CheckpointReason.FREEZE_TIMED_OUT,
                                "container " + container.id() + " was " + state + " after " + ONE_FREEZE.toMillis()
                                        + " ms"));
                    }
                    strangers = strangers(container, freezer);
                    if (strangers.isEmpty()) {
                        return Optional.empty();
                    }
                    freezer.thaw();
                }
                Polling.pause(BETWEEN_LOOKS);
                strangers = strangers(container, freezer);
            }
            return Optional.of(new Trouble(
                    CheckpointReason.PROCESSES_OUTSIDE_TREE,
                    "for " + atMost.toMillis() + " ms there was always a process in container " + container.id()
                            + " that does not descend from its first one, at last " + strangers));
        } catch (IOException broken) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, broken.toString()));
        }
    }

    private Set<Integer> strangers(RuncContainer container, Freezer freezer) throws IOException {
        Set<Integer> inGroup = new HashSet<>(freezer.processes());
        inGroup.removeAll(processes.tree(container.initPid()));
        return inGroup;
    }
}

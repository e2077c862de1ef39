package io.drover.agent.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The freezer controller of control groups version 1. Source: kernel documentation, admin-guide/cgroup-v1/freezer-subsystem.rst.
 *
 * <p>A frozen process dies only after it is thawed: the signal is sent first, and a process that wakes up with a SIGKILL pending ends
 * before it returns to its own code.
 */
public final class CgroupV1Freezer implements Freezer {

    private static final String STATE = "freezer.state";

    private final CgroupTree tree;
    private final Signals signals;

    /** @param directory the container's group in the freezer hierarchy, as this process sees it */
    public CgroupV1Freezer(Path directory, Signals signals) {
        this.tree = new CgroupTree(directory);
        this.signals = signals;
    }

    @Override
    public State freeze(Duration atMost) throws IOException {
        if (!Files.isDirectory(tree.directory())) {
            return State.GONE;
        }
        tree.write(STATE, "FROZEN");
        State state = Polling.until(atMost, this::state, State.FROZEN);
        if (state != State.FROZEN) {
            thaw();
        }
        return state;
    }

    @Override
    public void thaw() throws IOException {
        if (Files.isDirectory(tree.directory())) {
            tree.write(STATE, "THAWED");
        }
    }

    @Override
    public State state() throws IOException {
        return switch (tree.text(STATE).strip()) {
            case "FROZEN" -> State.FROZEN;
            case "FREEZING" -> State.FREEZING;
            case "THAWED" -> State.RUNNING;
            default -> State.GONE;
        };
    }

    @Override
    public Set<Integer> processes() throws IOException {
        return tree.processes();
    }

    @Override
    public void kill() throws IOException {
        Set<Integer> rest = processes();
        for (int round = 0; round < 200 && !rest.isEmpty(); round++) {
            // Also when not all of them freeze in time, none is thawed before its SIGKILL is on the way.
            tree.write(STATE, "FROZEN");
            Polling.until(Duration.ofMillis(200), this::state, State.FROZEN);
            signals.kill(processes());
            thaw();
            Polling.pause(Duration.ofMillis(5));
            rest = processes();
        }
        if (!rest.isEmpty()) {
            throw new IOException("still alive after SIGKILL: " + rest);
        }
    }
}

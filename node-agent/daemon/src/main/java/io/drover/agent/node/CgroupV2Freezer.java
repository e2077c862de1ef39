package io.drover.agent.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The freezer of the unified tree of control groups. Source: kernel documentation, admin-guide/cgroup-v2.rst, {@code cgroup.freeze},
 * {@code cgroup.events} and (since 5.14) {@code cgroup.kill}. A frozen process obeys SIGKILL at once.
 */
public final class CgroupV2Freezer implements Freezer {

    private final CgroupTree tree;
    private final Signals signals;

    /** @param directory the container's group, as this process sees it */
    public CgroupV2Freezer(Path directory, Signals signals) {
        this.tree = new CgroupTree(directory);
        this.signals = signals;
    }

    @Override
    public State freeze(Duration atMost) throws IOException {
        if (!Files.isDirectory(tree.directory())) {
            return State.GONE;
        }
        tree.write("cgroup.freeze", "1");
        State state = Polling.until(atMost, this::state, State.FROZEN);
        if (state != State.FROZEN) {
            thaw();
        }
        return state;
    }

    @Override
    public void thaw() throws IOException {
        if (Files.isDirectory(tree.directory())) {
            tree.write("cgroup.freeze", "0");
        }
    }

    @Override
    public State state() throws IOException {
        String events = tree.text("cgroup.events");
        if (events.isEmpty()) {
            return State.GONE;
        }
        if (events.lines().anyMatch("frozen 1"::equals)) {
            return State.FROZEN;
        }
        return tree.text("cgroup.freeze").startsWith("1") ? State.FREEZING : State.RUNNING;
    }

    @Override
    public Set<Integer> processes() throws IOException {
        return tree.processes();
    }

    @Override
    public void kill() throws IOException {
        Set<Integer> rest = processes();
        for (int round = 0; round < 200 && !rest.isEmpty(); round++) {
            if (Files.exists(tree.directory().resolve("cgroup.kill"))) {
                tree.write("cgroup.kill", "1");
            } else {
                signals.kill(rest);
            }
            Polling.pause(Duration.ofMillis(5));
            rest = processes();
        }
        if (!rest.isEmpty()) {
            throw new IOException("still alive after SIGKILL: " + rest);
        }
    }
}

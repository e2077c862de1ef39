package io.drover.agent.node;

import io.drover.values.MigrationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The programs that dump for one migration. They have control groups of their own, so that nobody who deletes the agent's pod ends them in
 * the middle, and an agent that was restarted finds them by the migration.
 *
 * <p>A dump must not be killed as long as there is another way: CRIU has code in the frozen processes and has their connections in repair
 * mode, and nobody else undoes that. So it is refused every further write to a file first. That is an error for it, upon which it undoes
 * the dump and ends, as a rule within 0.2 s. What does not end so is killed: the processes run on then, their connections may be lost.
 */
public final class ProgramGroup {

    private static final String ROOT = "/sys/fs/cgroup";
    private static final String CPUSET = ROOT + "/cpuset";

    /** Goes into the groups that are named before "--", then becomes the program. "0" is whoever writes it. */
    private static final String ENTER =
            "while [ \"$1\" != -- ]; do echo 0 2>/dev/null > \"$1/cgroup.procs\"; shift; done; " + "shift; exec \"$@\"";

    /** Without this a refused write would be the end of CRIU and not an error. */
    private static final String LAUNCHER = """
            #!/bin/sh
            trap '' XFSZ
            PATH=${PATH#*:}
            exec criu "$@"
            """;

    private static final Duration TO_UNDO = Duration.ofSeconds(3);
    private static final Duration TO_DIE = Duration.ofSeconds(5);
    private static final Duration ONE_CALL = Duration.ofSeconds(2);

    private final NodeRoot node;
    private final NodePrograms programs;
    private final Signals signals;
    private final String name;

    public ProgramGroup(NodeRoot node, NodePrograms programs, Signals signals, MigrationId migration) {
        this.node = node;
        this.programs = programs;
        this.signals = signals;
        this.name = "drover/" + migration.value();
    }

    /** Writes the launcher that CRIU needs to be stopped gently into a directory of the node. */
    public static void writeLauncher(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path launcher = directory.resolve("criu");
        Files.writeString(launcher, LAUNCHER);
        Files.setPosixFilePermissions(launcher, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }

    /**
     * Runs a program in the group until it ends, or until it is enough.
     *
     * @param launchers the node's directory with the launcher
     */
    public NodePrograms.Ending run(String launchers, List<String> command, BooleanSupplier enough) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", ENTER, "sh"));
        try {
            for (String group : groups()) {
                Files.createDirectories(node.of(group));
                whole.add(group);
            }
            if (Files.isDirectory(node.of(CPUSET))) {
                // A new group of it takes no process before it is given processors; the agent's would keep the agent's
                // pod.
                whole.add(CPUSET);
            }
        } catch (IOException refused) {
            return new NodePrograms.NotStarted(refused.toString());
        }
        whole.add("--");
        whole.addAll(command);
        NodePrograms.Ending ending = programs.with(launchers).run(whole, enough, this::stop);
        remove();
        return ending;
    }

    /** Stops what is left of an earlier agent's time, and removes the groups. */
    public void clear() {
        stop();
        remove();
    }

    private void stop() {
        try {
            for (int process : processes()) {
                programs.run(ONE_CALL, List.of("prlimit", "--pid", Integer.toString(process), "--fsize=0:0"));
            }
            if (!Polling.until(TO_UNDO, () -> processes().isEmpty(), true)) {
                long end = System.nanoTime() + TO_DIE.toNanos();
                while (!processes().isEmpty() && System.nanoTime() < end) {
                    signals.kill(processes());
                    Polling.pause(Duration.ofMillis(5));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Set<Integer> processes() throws IOException {
        Set<Integer> all = new HashSet<>();
        for (String group : groups()) {
            all.addAll(new CgroupTree(node.of(group)).processes());
        }
        return all;
    }

    private void remove() {
        try {
            for (String group : groups()) {
                Files.deleteIfExists(node.of(group));
            }
        } catch (IOException stillInUse) {
            // An empty group costs nothing, and the next one of this migration is the same.
        }
    }

    /** The migration's own: in every hierarchy of version 1 but cpuset, and in the unified one. */
    private List<String> groups() throws IOException {
        if (Files.exists(node.of(ROOT + "/cgroup.procs"))) {
            return List.of(ROOT + "/" + name);
        }
        try (Stream<Path> hierarchies = Files.list(node.of(ROOT))) {
            return hierarchies
                    .filter(hierarchy -> Files.exists(hierarchy.resolve("cgroup.procs")))
                    .map(hierarchy -> hierarchy.getFileName().toString())
                    .filter(hierarchy -> !hierarchy.contains("cpuset"))
                    .map(hierarchy -> ROOT + "/" + hierarchy + "/" + name)
                    .sorted()
                    .toList();
        }
    }
}

package io.drover.agent.checkpoint;

import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.CriuLog;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.ProgramGroup;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.RuncStates;
import io.drover.agent.node.Trouble;
import io.drover.values.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Dumps a frozen container with {@code runc checkpoint}, which leaves it frozen. runc works on a copy of the container's state, so that
 * neither the runtime's state nor the user's CRIU configuration is touched. It runs in control groups of its own.
 */
final class RuncDump {

    /** CRIU's own lock is left out because packets are dropped already. Deleted files up to this size move along. */
    private static final String CONFIGURATION = """
            network-lock skip
            manage-cgroups ignore
            ghost-limit 67108864
            """;

    private static final String LAUNCHERS = "bin";

    private final CheckpointFiles files;
    private final RuncStates states;
    private final ProgramGroup group;
    private final String runc;

    RuncDump(MigrationId migration, SourceTools tools) {
        this.files = tools.files();
        this.states = tools.containers();
        this.group = new ProgramGroup(files.node(), tools.programs(), tools.signals(), migration);
        this.runc = tools.runc();
    }

    /** Makes the directories and the configuration: everything that needs no frozen container. */
    Optional<Trouble> prepare(MigrationId migration, RuncContainer container) {
        try {
            files.remove(files.dumped(container.id()));
            files.make(files.dumped(container.id()));
            Path work = files.make(work(container));
            Files.writeString(work.resolve("criu.conf"), CONFIGURATION);
            ProgramGroup.writeLauncher(work.resolve(LAUNCHERS));
            Path root = files.make(files.runcRoot(migration));
            states.copyWithCriuConfig(container.id(), root, work(container) + "/criu.conf");
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, refused.toString()));
        }
    }

    /**
     * Dumps into the directory that {@link #prepare} made.
     *
     * @param enough the dump is undone as soon as there is one; the container is frozen then or runs, but is itself again
     */
    Optional<Trouble> dump(MigrationId migration, RuncContainer container, Supplier<Optional<Trouble>> enough) {
        List<String> command = List.of(
                runc,
                "--root",
                files.runcRoot(migration),
                "checkpoint",
                "--leave-running",
                "--tcp-established",
                "--file-locks",
                "--image-path",
                files.dumped(container.id()),
                "--work-path",
                work(container),
                container.id());
        NodePrograms.Ending ending = group.run(
                work(container) + "/" + LAUNCHERS, command, () -> enough.get().isPresent());
        if (ending instanceof NodePrograms.Stopped) {
            return enough.get();
        }
        if (ending.well()) {
            return Optional.empty();
        }
        Path log = files.node().of(work(container) + "/dump.log");
        return Optional.of(new Trouble(
                CriuLog.saysNoSpace(log) ? CheckpointReason.IMAGE_SPACE_EXHAUSTED : CheckpointReason.DUMP_FAILED,
                CriuLog.firstError(log).orElseGet(ending::words)));
    }

    /** Undoes what an earlier agent's dump has begun. */
    void undoLeft() {
        group.clear();
    }

    private String work(RuncContainer container) {
        return files.work(container.id(), "source");
    }
}

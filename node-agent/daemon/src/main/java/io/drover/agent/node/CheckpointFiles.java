package io.drover.agent.node;

import io.drover.values.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Where the files of migrations are, as programs on the node name them. An image directory belongs to one container of the source, and
 * has one directory for each role, because both may be on one node.
 *
 * @param images such as {@code /var/lib/dakr/checkpoints}
 * @param state such as {@code /var/lib/drover}
 * @param run such as {@code /run/drover}, empty after a boot
 */
public record CheckpointFiles(NodeRoot node, String images, String state, String run) {

    /** The image that is dumped from this container. */
    public String dumped(String sourceContainer) {
        return images + "/" + sourceContainer + "/dumped";
    }

    /** The image of this container that came from another agent. */
    public String received(String sourceContainer) {
        return images + "/" + sourceContainer + "/received";
    }

    /** Logs and configuration of CRIU for this container in one role. */
    public String work(String sourceContainer, String role) {
        return images + "/" + sourceContainer + "/" + role + "-work";
    }

    /** A state directory of runc that is the agent's own. */
    public String runcRoot(MigrationId migration) {
        return run + "/runc/" + migration.value();
    }

    /** Makes a directory of the node, with all above it, for root only. */
    public Path make(String directory) throws IOException {
        Path path = node.of(directory);
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        return path;
    }

    /** Removes a directory of the node with all that is in it; nothing happens when there is none. */
    public void remove(String directory) throws IOException {
        Path path = node.of(directory);
        if (!Files.exists(path)) {
            return;
        }
        List<Path> entries;
        try (var walk = Files.walk(path)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }

    /** Removes an image directory when neither role has anything in it any more. */
    public void removeEmpty(String sourceContainer) throws IOException {
        Path path = node.of(images + "/" + sourceContainer);
        if (Files.isDirectory(path)) {
            try (var left = Files.list(path)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.deleteIfExists(path);
        }
    }
}

package io.drover.agent.node;

import io.drover.values.MigrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the files of migrations are, as programs on the node name them. An image directory belongs to one container of the source, and
 * has one directory for each role, because both may be on one node.
 *
 * @param images such as {@code /var/lib/dakr/checkpoints}
 * @param state such as {@code /var/lib/drover}
 * @param run such as {@code /run/drover}, empty after a boot
 */
public record CheckpointFiles(NodeRoot node, String images, String state, String run) {

    private static final Pattern CONTAINER_ID = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");
    private static final int LONGEST_ID = 76;

    /** For what is no memory of processes: CRIU's other files and its log. */
    private static final long SPARE = 8 << 20;

    /** Whether it may name a directory. Source: containerd, identifiers.Validate; the CRI's are 64 hexadecimal digits. */
    public static boolean isContainerId(String id) {
        return id.length() <= LONGEST_ID && CONTAINER_ID.matcher(id).matches();
    }

    /** The image that is dumped from this container. */
    public String dumped(String sourceContainer) {
        return of(sourceContainer) + "/dumped";
    }

    /** The image of this container that came from another agent. */
    public String received(String sourceContainer) {
        return of(sourceContainer) + "/received";
    }

    /** Logs and configuration of CRIU for this container in one role. */
    public String work(String sourceContainer, String role) {
        return of(sourceContainer) + "/" + role + "-work";
    }

    private String of(String container) {
        if (!isContainerId(container)) {
            throw new IllegalArgumentException("\"" + container + "\" is no container's id");
        }
        return images + "/" + container;
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

    /** What is missing for an image of about this size, in words; empty when there is room. */
    public Optional<String> lacksRoom(long imageBytes) {
        long free = free();
        return free >= imageBytes + SPARE
                ? Optional.empty()
                : Optional.of(images + " has " + free + " bytes free, an image of about " + imageBytes + " and " + SPARE
                        + " to spare are needed");
    }

    /** Bytes that images may still take; 0 when that cannot be told. */
    public long free() {
        Path path = node.of(images);
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path.toFile().getUsableSpace();
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
        Path path = node.of(of(sourceContainer));
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

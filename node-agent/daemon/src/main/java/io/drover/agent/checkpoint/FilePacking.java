package io.drover.agent.checkpoint;

import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.MovedFiles;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.OverlayRoot;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts the files that a frozen container has written into its image directory: changes of the overlay root, {@code /dev/shm} and
 * emptyDir volumes. Nothing is started when nothing was written, because the container stands still meanwhile.
 */
final class FilePacking {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String EMPTY_DIR = "/volumes/kubernetes.io~empty-dir/";

    private final CheckpointFiles files;
    private final Processes processes;
    private final NodePrograms programs;

    FilePacking(CheckpointFiles files, Processes processes, NodePrograms programs) {
        this.files = files;
        this.processes = processes;
        this.programs = programs;
    }

    Optional<Trouble> pack(RuncContainer container) {
        String image = files.dumped(container.id());
        try {
            Map<String, List<String>> kept = new TreeMap<>();
            boolean root = false;
            Optional<String> upper = OverlayRoot.upperDirectory(processes.text(container.initPid(), "mountinfo"));
            if (upper.isPresent()) {
                List<String> changed = changes(container, upper.get(), kept);
                root = !changed.isEmpty();
                if (root) {
                    Path list = files.node().of(files.work(container.id(), "source") + "/changed");
                    Files.write(list, String.join("\0", changed).getBytes(StandardCharsets.UTF_8));
                    Optional<Trouble> trouble = archive(
                            image + "/" + MovedFiles.rootArchive(),
                            upper.get(),
                            List.of(
                                    "--null",
                                    "--no-recursion",
                                    "--files-from",
                                    files.work(container.id(), "source") + "/changed"));
                    if (trouble.isPresent()) {
                        return trouble;
                    }
                }
            }
            List<String> mounts = new ArrayList<>();
            for (RuncContainer.Bind bind : container.mounts()) {
                boolean moves =
                        bind.destination().equals("/dev/shm") || bind.source().contains(EMPTY_DIR);
                if (moves && hasEntries(files.node().of(bind.source()))) {
                    Optional<Trouble> trouble =
                            archive(image + "/" + MovedFiles.mountArchive(mounts.size()), bind.source(), List.of("."));
                    if (trouble.isPresent()) {
                        return trouble;
                    }
                    mounts.add(bind.destination());
                }
            }
            MovedFiles moved = new MovedFiles(root, kept, mounts);
            if (!moved.isEmpty()) {
                moved.write(files.node().of(image));
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, unreadable.toString()));
        }
    }

    /**
     * The paths of the writable layer that the container itself made, relative to it. What the runtime made to mount something on is left
     * out. For each directory in the layer {@code kept} gets the names that the container sees there.
     */
    private List<String> changes(RuncContainer container, String upper, Map<String, List<String>> kept)
            throws IOException {
        Set<Path> mountPoints = mountPoints(container.initPid());
        Path layer = files.node().of(upper);
        Path seen = processes.proc().resolve(container.initPid() + "/root");
        List<String> changed = new ArrayList<>();
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(layer)) {
            entries = walk.skip(1).sorted().toList();
        }
        Map<String, List<String>> names = new TreeMap<>();
        boolean deleted = false;
        for (Path entry : entries) {
            Path path = layer.relativize(entry);
            boolean directory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            if (directory && !mountPoints.contains(path)) {
                names.put(path.toString(), children(seen.resolve(path)));
            }
            if (isDevice(entry)) {
                deleted = true;
            } else if (!isPlaceholder(entry, path, mountPoints)) {
                changed.add(path.toString());
            }
        }
        if (deleted || !changed.isEmpty()) {
            kept.putAll(names);
            kept.put("", children(seen));
        }
        return changed;
    }

    private static boolean isPlaceholder(Path entry, Path path, Set<Path> mountPoints) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            return mountPoints.stream().anyMatch(mount -> mount.startsWith(path));
        }
        return mountPoints.contains(path) && Files.size(entry) == 0;
    }

    /** A deleted file is a character device in the layer, for which the container's own list of names counts. */
    private static boolean isDevice(Path entry) throws IOException {
        int mode = (Integer) Files.getAttribute(entry, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & 0170000) == 0020000;
    }

    private Set<Path> mountPoints(int pid) {
        Set<Path> points = new HashSet<>();
        for (String line : processes.text(pid, "mountinfo").lines().toList()) {
            String[] fields = line.split(" ", -1);
            if (fields.length > 4 && fields[4].length() > 1) {
                points.add(Path.of(fields[4].substring(1)));
            }
        }
        return points;
    }

    private static List<String> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }

    private static boolean hasEntries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> list = Files.list(directory)) {
            return list.findAny().isPresent();
        }
    }

    private Optional<Trouble> archive(String archive, String directory, List<String> what) {
        List<String> command = new ArrayList<>(List.of(
                "tar",
                "--create",
                "--file",
                archive,
                "--directory",
                directory,
                "--xattrs",
                "--xattrs-exclude=trusted.overlay.*",
                "--acls",
                "--numeric-owner",
                "--sparse"));
        command.addAll(what);
        NodePrograms.Ending ending = programs.run(LONGEST, command);
        if (ending.well()) {
            return Optional.empty();
        }
        boolean full = ending.words().contains("No space left on device");
        return Optional.of(new Trouble(
                full ? CheckpointReason.IMAGE_SPACE_EXHAUSTED : CheckpointReason.NODE_IO,
                "tar of " + directory + ": " + ending.words()));
    }
}

package io.drover.agent.restore;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.MovedFiles;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the files that came with an image where the new container will see them. Nothing of the container runs yet. */
final class FileUnpacking {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final CheckpointFiles files;
    private final NodePrograms programs;

    FileUnpacking(CheckpointFiles files, NodePrograms programs) {
        this.files = files;
        this.programs = programs;
    }

    /**
     * Unpacks everything.
     *
     * @param image directory of the image on the node
     * @param bundle of the new container on the node, its root file system mounted
     */
    Optional<Trouble> unpack(String image, String bundle) {
        try {
            MovedFiles moved = MovedFiles.read(files.node().of(image));
            if (moved.isEmpty()) {
                return Optional.empty();
            }
            JsonObject config = JsonParser.parseString(
                            Files.readString(files.node().of(bundle + "/config.json")))
                    .getAsJsonObject();
            String root = root(config, bundle);
            removeDeleted(moved, files.node().of(root));
            Optional<Trouble> trouble =
                    moved.root() ? extract(image + "/" + MovedFiles.rootArchive(), root) : Optional.empty();
            Map<String, String> binds = binds(config);
            for (int number = 0; number < moved.mounts().size() && trouble.isEmpty(); number++) {
                String destination = moved.mounts().get(number);
                String source = binds.get(destination);
                trouble = source == null
                        ? Optional.of(new Trouble(
                                RestoreReason.RESTORE_FAILED,
                                "files of " + destination + " came along, and the new container has no volume there"))
                        : extract(image + "/" + MovedFiles.mountArchive(number), source);
            }
            return trouble;
        } catch (IOException | UncheckedIOException refused) {
            return Optional.of(new Trouble(RestoreReason.NODE_IO, refused.toString()));
        } catch (JsonParseException | IllegalStateException broken) {
            return Optional.of(new Trouble(RestoreReason.NODE_IO, "config.json of the bundle: " + broken.getMessage()));
        }
    }

    private static String root(JsonObject config, String bundle) {
        String path = config.getAsJsonObject("root").get("path").getAsString();
        return path.startsWith("/") ? path : bundle + "/" + path;
    }

    private static Map<String, String> binds(JsonObject config) {
        Map<String, String> binds = new HashMap<>();
        for (JsonElement element : config.getAsJsonArray("mounts")) {
            JsonObject mount = element.getAsJsonObject();
            if (mount.has("source")) {
                binds.put(
                        mount.get("destination").getAsString(),
                        mount.get("source").getAsString());
            }
        }
        return binds;
    }

    /** Deletes through the mounted overlay, which makes of it what it needs. */
    private static void removeDeleted(MovedFiles moved, Path root) throws IOException {
        for (Map.Entry<String, List<String>> directory : moved.kept().entrySet()) {
            Path path = root.resolve(directory.getKey()).normalize();
            if (!path.startsWith(root) || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            Set<String> kept = new HashSet<>(directory.getValue());
            List<Path> children;
            try (Stream<Path> list = Files.list(path)) {
                children = list.toList();
            }
            for (Path child : children) {
                if (!kept.contains(child.getFileName().toString())) {
                    remove(child);
                }
            }
        }
    }

    private static void remove(Path tree) throws IOException {
        List<Path> entries;
        try (Stream<Path> walk = Files.walk(tree)) {
            entries = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.deleteIfExists(entry);
        }
    }

    private Optional<Trouble> extract(String archive, String directory) {
        NodePrograms.Ending ending = programs.run(
                LONGEST,
                List.of(
                        "tar",
                        "--extract",
                        "--file",
                        archive,
                        "--directory",
                        directory,
                        "--xattrs",
                        "--xattrs-include=*",
                        "--acls",
                        "--numeric-owner",
                        "--same-owner",
                        "--preserve-permissions",
                        "--sparse",
                        "--keep-directory-symlink"));
        return ending.well()
                ? Optional.empty()
                : Optional.of(new Trouble(RestoreReason.NODE_IO, "tar into " + directory + ": " + ending.words()));
    }
}

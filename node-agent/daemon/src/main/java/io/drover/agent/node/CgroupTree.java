package io.drover.agent.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A control group's directory and all below it.
 *
 * @param directory as this process sees it
 */
record CgroupTree(Path directory) {

    /** All processes; groups that somebody else removes meanwhile hold none. */
    Set<Integer> processes() throws IOException {
        Set<Integer> processes = new HashSet<>();
        for (Path group : groups()) {
            for (String line : text(group, "cgroup.procs").lines().toList()) {
                processes.add(Integer.parseInt(line.strip()));
            }
        }
        return processes;
    }

    private List<Path> groups() throws IOException {
        while (Files.isDirectory(directory)) {
            try (var walk = Files.walk(directory)) {
                return walk.filter(Files::isDirectory).toList();
            } catch (NoSuchFileException removed) {
                // Each time there is one group less to look for.
            } catch (UncheckedIOException changing) {
                if (!(changing.getCause() instanceof NoSuchFileException)) {
                    throw changing.getCause();
                }
            }
        }
        return List.of();
    }

    /** The content of a file of the group; empty when the group is gone. */
    String text(String file) throws IOException {
        return text(directory, file);
    }

    /** Writes to a file of the group; a group that was removed by somebody else meanwhile has nothing left to be told. */
    void write(String file, String value) throws IOException {
        try {
            Files.writeString(directory.resolve(file), value);
        } catch (IOException removed) {
            if (Files.isDirectory(directory)) {
                throw removed;
            }
        }
    }

    private static String text(Path group, String file) throws IOException {
        try {
            return new String(Files.readAllBytes(group.resolve(file)), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException gone) {
            return "";
        } catch (IOException removed) {
            // ENODEV: the group was removed between open and read.
            if (!Files.isDirectory(group)) {
                return "";
            }
            throw removed;
        }
    }
}

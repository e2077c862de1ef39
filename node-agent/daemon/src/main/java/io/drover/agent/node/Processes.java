package io.drover.agent.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The node's processes, by the node's process IDs. A process that is gone reads as empty. Source: proc(5).
 *
 * @param proc {@code /proc} of the node's process namespace
 */
public record Processes(Path proc) {

    private static final long SIGKILL_BIT = 1L << 8;
    private static final long SIGTERM_BIT = 1L << 14;

    /** What {@code /proc/PID/status} says, by its keys without the colon; empty when the process is gone. */
    public Map<String, String> status(int pid) {
        Map<String, String> fields = new TreeMap<>();
        for (String line : text(pid, "status").lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /** When it was started, in clock ticks after boot: with the process ID it names one process for ever. */
    public Optional<Long> started(int pid) {
        String stat = text(pid, "stat");
        int end = stat.lastIndexOf(')');
        if (end < 0) {
            return Optional.empty();
        }
        String[] fields = stat.substring(end + 2).split(" ", -1);
        return fields.length > 19 ? Optional.of(Long.parseLong(fields[19])) : Optional.empty();
    }

    /** Whether a SIGTERM or SIGKILL waits for it: somebody wants it to end. */
    public boolean hasEndPending(int pid) {
        Map<String, String> status = status(pid);
        long pending = mask(status.get("SigPnd")) | mask(status.get("ShdPnd"));
        return (pending & (SIGTERM_BIT | SIGKILL_BIT)) != 0;
    }

    /** Whether a SIGKILL waits for it. */
    public boolean hasKillPending(int pid) {
        Map<String, String> status = status(pid);
        return ((mask(status.get("SigPnd")) | mask(status.get("ShdPnd"))) & SIGKILL_BIT) != 0;
    }

    /** Bytes of its resident memory that are in no file. */
    public long ownMemory(int pid) {
        Map<String, String> status = status(pid);
        return Stream.of("RssAnon", "RssShmem")
                .map(key -> status.getOrDefault(key, "0"))
                .mapToLong(value -> Long.parseLong(value.split(" ", 2)[0]) * 1024)
                .sum();
    }

    /** This process and everything below it. */
    public Set<Integer> tree(int root) {
        Set<Integer> found = new HashSet<>();
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            int pid = open.poll();
            if (Files.isDirectory(proc.resolve(Integer.toString(pid))) && found.add(pid)) {
                open.addAll(children(pid));
            }
        }
        return found;
    }

    private List<Integer> children(int pid) {
        List<Integer> children = new ArrayList<>();
        for (Path thread : list(pid, "task")) {
            for (String child : text(thread.resolve("children")).split(" ", -1)) {
                if (!child.isBlank()) {
                    children.add(Integer.parseInt(child.strip()));
                }
            }
        }
        return children;
    }

    /** The content of one of its small files; empty when there is none. */
    public String text(int pid, String file) {
        return text(proc.resolve(Integer.toString(pid)).resolve(file));
    }

    /** The entries of one of its directories, such as {@code fd}; empty when there are none. */
    public List<Path> list(int pid, String directory) {
        try (var entries = Files.list(proc.resolve(Integer.toString(pid)).resolve(directory))) {
            return entries.toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    /** Where one of its links points to, such as {@code fd/3}, as the kernel writes it. */
    public Optional<String> link(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static long mask(@org.jspecify.annotations.Nullable String hexadecimal) {
        return hexadecimal == null ? 0 : Long.parseUnsignedLong(hexadecimal, 16);
    }
}

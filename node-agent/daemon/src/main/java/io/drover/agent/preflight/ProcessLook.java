package io.drover.agent.preflight;

import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every process of one container at one instant. Source: proc(5); criu.org, "What cannot be checkpointed". */
final class ProcessLook {

    /** As the dump is told: deleted files up to this size move along. */
    static final long LARGEST_DELETED_FILE = 64L << 20;

    private static final Set<String> HARMLESS_DEVICES =
            Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/ptmx");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");
    private static final List<String> KNOWN_SOCKETS =
            List.of("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "unix", "netlink", "packet");
    private static final Pattern NUMBER = Pattern.compile("\\b(\\d+)\\b");

    private final Processes processes;
    private final RuncContainer container;
    private final Set<Integer> pids;
    private final Set<String> projected;

    /** @param projected where volumes are mounted that the kubelet writes */
    ProcessLook(Processes processes, RuncContainer container, Set<Integer> pids, Set<String> projected) {
        this.processes = processes;
        this.container = container;
        this.pids = Set.copyOf(pids);
        this.projected = Set.copyOf(projected);
    }

    /** Proportional set size of all: shared pages count once. */
    long residentBytes() {
        return pids.stream()
                .flatMap(pid -> processes.text(pid, "smaps_rollup").lines())
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> number(line) * 1024)
                .sum();
    }

    int threads() {
        return pids.stream()
                .mapToInt(pid -> (int) number(processes.status(pid).getOrDefault("Threads", "0")))
                .sum();
    }

    Set<String> openInProjectedVolumes() {
        Set<String> found = new TreeSet<>();
        for (int pid : pids) {
            List<Path> links = new ArrayList<>(processes.list(pid, "fd"));
            links.addAll(processes.list(pid, "map_files"));
            links.add(processes.proc().resolve(pid + "/cwd"));
            for (Path link : links) {
                processes.link(link).filter(this::isProjected).ifPresent(found::add);
            }
        }
        return found;
    }

    private boolean isProjected(String path) {
        return projected.stream().anyMatch(mount -> path.equals(mount) || path.startsWith(mount + "/"));
    }

    List<Trouble> obstacles(boolean hasSysResource) {
        List<Trouble> found = new ArrayList<>();
        for (int pid : pids) {
            Map<String, String> status = processes.status(pid);
            String name = status.getOrDefault("Name", "?") + " (" + pid + ")";
            String[] users = status.getOrDefault("Uid", "0").split("\\s+", -1);
            if (!hasSysResource && !Set.copyOf(List.of(users)).equals(Set.of("0"))) {
                found.add(new Trouble(
                        Obstacle.NON_ROOT_PROCESS,
                        "process " + name + " runs as user " + users[0]
                                + ", and the agent has no CAP_SYS_RESOURCE to read its limits"));
            }
            if (!status.getOrDefault("TracerPid", "0").equals("0")) {
                found.add(new Trouble(
                        Obstacle.TRACED, "process " + name + " is traced by process " + status.get("TracerPid")));
            }
            Set<Long> known = socketInodes(pid);
            for (Path descriptor : processes.list(pid, "fd")) {
                processes
                        .link(descriptor)
                        .flatMap(target -> obstacle(name, pid, descriptor, target, known))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Trouble> obstacle(String name, int pid, Path descriptor, String target, Set<Long> known) {
        String number = descriptor.getFileName().toString();
        Matcher socket = SOCKET.matcher(target);
        if (target.equals("anon_inode:[io_uring]")) {
            return found(Obstacle.USES_IO_URING, name, number, target);
        }
        if (target.startsWith("/dev/pts/") || target.equals("/dev/console")) {
            return found(Obstacle.TTY_ATTACHED, name, number, target);
        }
        if (target.startsWith("/dev/") && !HARMLESS_DEVICES.contains(target) && isDevice(descriptor)) {
            return found(Obstacle.OPEN_DEVICE_FILE, name, number, target);
        }
        if (pid == container.initPid() && number.equals("0") && target.startsWith("pipe:")) {
            return found(Obstacle.STDIN_OPEN, name, number, target);
        }
        if (target.endsWith(" (deleted)") && size(descriptor) > LARGEST_DELETED_FILE) {
            return found(
                    Obstacle.DELETED_FILE_TOO_LARGE,
                    name,
                    number,
                    target + " with " + size(descriptor) + " bytes, at most " + LARGEST_DELETED_FILE + " move along");
        }
        if (socket.matches() && !known.contains(Long.parseLong(socket.group(1)))) {
            return found(
                    Obstacle.UNSUPPORTED_SOCKET,
                    name,
                    number,
                    target + ", which is neither TCP, UDP, unix nor netlink");
        }
        return Optional.empty();
    }

    private static Optional<Trouble> found(Obstacle obstacle, String process, String number, String what) {
        return Optional.of(
                new Trouble(obstacle, "process " + process + " has descriptor " + number + " open on " + what));
    }

    /** Every number in the tables of known sockets: the inode is one of them. A few too many are harmless. */
    private Set<Long> socketInodes(int pid) {
        Set<Long> inodes = new TreeSet<>();
        for (String table : KNOWN_SOCKETS) {
            Matcher numbers = NUMBER.matcher(processes.text(pid, "net/" + table));
            while (numbers.find()) {
                if (numbers.group(1).length() < 19) {
                    inodes.add(Long.parseLong(numbers.group(1)));
                }
            }
        }
        return inodes;
    }

    private static boolean isDevice(Path descriptor) {
        try {
            int mode = (Integer) Files.getAttribute(descriptor, "unix:mode");
            int kind = mode & 0170000;
            return kind == 0020000 || kind == 0060000;
        } catch (IOException gone) {
            return false;
        }
    }

    private static long size(Path descriptor) {
        try {
            return Files.size(descriptor);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long number(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}

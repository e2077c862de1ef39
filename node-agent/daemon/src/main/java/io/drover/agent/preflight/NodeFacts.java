package io.drover.agent.preflight;

import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.node.CheckpointFiles;
import io.drover.agent.node.NodePrograms;
import io.drover.agent.node.Processes;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the node can do. What programs say is asked once in a while, the rest each time. Thread safe. */
public final class NodeFacts {

    private static final Duration ONE_PROGRAM = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int CAP_SYS_RESOURCE = 24;
    private static final List<String> FEATURES =
            List.of("mem_dirty_track", "uffd", "uffd-noncoop", "timens", "pidfd_store");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?");

    private final String nodeName;
    private final String agentVersion;
    private final String runc;
    private final NodePrograms programs;
    private final Processes processes;
    private final CheckpointFiles files;
    private Programs known = new Programs("", List.of(), "", List.of());
    private long askedAt;

    /** @param runc name or path of runc on the node */
    public NodeFacts(
            String nodeName,
            String agentVersion,
            String runc,
            NodePrograms programs,
            Processes processes,
            CheckpointFiles files) {
        this.nodeName = nodeName;
        this.agentVersion = agentVersion;
        this.runc = runc;
        this.programs = programs;
        this.processes = processes;
        this.files = files;
    }

    private record Programs(String criu, List<String> features, String runc, List<Trouble> problems) {}

    /** Whether the agent may set the limits of other users' processes. Source: capabilities(7). */
    public boolean hasSysResource() {
        String mask = processes.status((int) ProcessHandle.current().pid()).getOrDefault("CapEff", "0");
        return (Long.parseUnsignedLong(mask, 16) >> CAP_SYS_RESOURCE & 1) == 1;
    }

    /** The node as it is now. */
    public NodeStatus status() {
        Programs found = programs();
        String kernel = text("sys/kernel/osrelease");
        List<Trouble> problems = new ArrayList<>(found.problems());
        if (!isAtLeast(kernel, 5, 13)) {
            problems.add(new Trouble(Obstacle.KERNEL_TOO_OLD, "kernel 5.13 or newer is needed, this is " + kernel));
        }
        return NodeStatus.newBuilder()
                .setAgentVersion(agentVersion)
                .setProtocolVersion(ProtocolVersion.CURRENT)
                .setNodeName(nodeName)
                .setBootId(text("sys/kernel/random/boot_id"))
                .setKernelRelease(kernel)
                .setArchitecture(System.getProperty("os.arch", ""))
                .addAllCpuFeatures(cpuFeatures())
                .setCriuVersion(found.criu())
                .addAllCriuFeatures(found.features())
                .setRuntimeVersion(found.runc())
                .setFreeImageBytes(freeBytes())
                .setHasCapSysResource(hasSysResource())
                .setCgroupV2(Files.exists(files.node().of("/sys/fs/cgroup/cgroup.controllers")))
                .setTimeNamespaces(Files.exists(processes.proc().resolve("self/ns/time")))
                .setClockUnixMs(System.currentTimeMillis())
                .addAllProblems(problems.stream().map(problem -> problem.in("")).toList())
                .build();
    }

    private synchronized Programs programs() {
        if (askedAt == 0 || System.nanoTime() - askedAt > FRESH.toNanos()) {
            known = ask();
            askedAt = System.nanoTime();
        }
        return known;
    }

    private Programs ask() {
        List<Trouble> problems = new ArrayList<>();
        NodePrograms.Ending criu = programs.run(ONE_PROGRAM, List.of("criu", "--version"));
        Optional<String> version = criu.well() ? version(criu.words()) : Optional.empty();
        List<String> features = new ArrayList<>();
        if (version.isEmpty()) {
            problems.add(new Trouble(Obstacle.CRIU_MISSING, criu.words()));
        } else {
            NodePrograms.Ending check = programs.run(ONE_PROGRAM, List.of("criu", "check"));
            if (!check.well()) {
                problems.add(new Trouble(Obstacle.CRIU_UNFIT, check.words()));
            }
            if (isAtLeast(text("sys/kernel/osrelease"), 6, 16) && !isAtLeast(version.get(), 4, 2)) {
                problems.add(new Trouble(
                        Obstacle.CRIU_UNFIT,
                        "CRIU 4.2 or newer is needed from kernel 6.16 on, this is " + version.get()));
            }
            for (String feature : FEATURES) {
                if (programs.run(ONE_PROGRAM, List.of("criu", "check", "--feature", feature))
                        .well()) {
                    features.add(feature);
                }
            }
        }
        NodePrograms.Ending runtime = programs.run(ONE_PROGRAM, List.of(runc, "--version"));
        Optional<String> runtimeVersion = runtime.well() ? version(runtime.words()) : Optional.empty();
        if (runtimeVersion.isEmpty()) {
            problems.add(new Trouble(Obstacle.RUNC_MISSING, runtime.words()));
        }
        return new Programs(version.orElse(""), features, runtimeVersion.orElse(""), problems);
    }

    private static Optional<String> version(String words) {
        Matcher matcher = VERSION.matcher(words);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static boolean isAtLeast(String version, int major, int minor) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find()) {
            return false;
        }
        int itsMajor = Integer.parseInt(matcher.group(1));
        return itsMajor > major || (itsMajor == major && Integer.parseInt(matcher.group(2)) >= minor);
    }

    private List<String> cpuFeatures() {
        try (var lines = Files.lines(processes.proc().resolve("cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(
                            line.substring(line.indexOf(':') + 1).strip().split(" ", -1)))
                    .orElse(List.of());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private long freeBytes() {
        try {
            Path images = files.make(files.images());
            // Not through a FileStore: that is looked up in this process's own mounts, where the node's directory is
            // not.
            return images.toFile().getUsableSpace();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private String text(String file) {
        try {
            return Files.readString(processes.proc().resolve(file)).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}

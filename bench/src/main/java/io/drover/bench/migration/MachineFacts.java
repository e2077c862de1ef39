package io.drover.bench.migration;

import io.drover.stories.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the figures depend on.
 *
 * @param loadAverage the kernel's, over 1, 5 and 15 minutes: well below 1 on a quiet machine
 */
record MachineFacts(
        int processors,
        String processor,
        String memory,
        String kernel,
        String operatingSystem,
        String containerRuntime,
        String runc,
        String criu,
        String kubelet,
        String loadAverage) {

    /** Looks at this machine and at one of its nodes. */
    static MachineFacts of(TestCluster cluster, String node) throws IOException {
        var info = Objects.requireNonNull(
                        cluster.client().nodes().withName(node).get())
                .getStatus()
                .getNodeInfo();
        return new MachineFacts(
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name"),
                value("/proc/meminfo", "MemTotal"),
                info.getKernelVersion(),
                info.getOsImage(),
                info.getContainerRuntimeVersion(),
                firstLine(cluster.node(node, "runc", "--version")),
                firstLine(cluster.node(node, "/opt/drover/criu/criu", "--version")),
                info.getKubeletVersion(),
                load());
    }

    /** The load averages of this moment. */
    static String load() throws IOException {
        String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2];
    }

    private static String value(String file, String key) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("unknown");
    }
}

package io.drover.stories.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The limits of a container as the kernel of its node has them, on cgroup v1 and v2. */
public final class PodCgroup {

    private final TestCluster cluster;
    private final String node;
    private final String containerId;

    private PodCgroup(TestCluster cluster, String node, String containerId) {
        this.cluster = cluster;
        this.node = node;
        this.containerId = containerId;
    }

    /** The cgroup of a pod's first container, which must be running. */
    public static PodCgroup of(TestCluster cluster, Pod pod) {
        String id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        return new PodCgroup(cluster, pod.getSpec().getNodeName(), id.substring(id.indexOf("//") + 2));
    }

    /** Bytes of memory the container may use. */
    public long memoryLimit() {
        return Long.parseLong(read(List.of("memory.limit_in_bytes", "memory.max")));
    }

    /** CPU time in thousandths of a core the container may use. */
    public long cpuLimitMillis() {
        String value = read(List.of("cpu.cfs_quota_us", "cpu.max"));
        long quotaPerPeriod = Long.parseLong(value.split(" ", 2)[0]);
        return quotaPerPeriod / 100;
    }

    private String read(List<String> files) {
        String search = "for f in %s; do p=$(find /sys/fs/cgroup -path \"*%s/$f\" 2>/dev/null | head -1);"
                        .formatted(String.join(" ", files), containerId)
                + " if [ -n \"$p\" ]; then cat \"$p\"; exit 0; fi; done; exit 1";
        return cluster.node(node, "sh", "-c", search).strip();
    }
}

package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Redis in a Deployment on node-a, with everything in order, to be changed in one point by a test. */
public final class SampleFacts {

    private SampleFacts() {}

    /** Both resize in place and live migration are allowed, and nothing speaks against either. */
    public static WorkloadFacts inOrder() {
        return new WorkloadFacts(
                recommendation(), workload(), cluster(), clock(), History.NONE, List.of(pod("redis-1")));
    }

    /** The same with as many pods as are named. */
    public static WorkloadFacts withPods(String... names) {
        WorkloadFacts one = inOrder();
        List<PodFacts> pods = new ArrayList<>();
        for (String name : names) {
            pods.add(pod(name));
        }
        return new WorkloadFacts(one.recommendation(), one.workload(), one.cluster(), one.clock(), one.history(), pods);
    }

    /** The same facts with so many candidate nodes for every pod. */
    public static WorkloadFacts withCandidates(WorkloadFacts facts, int count) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            candidates.add(new Candidate(node("node-" + i), agent("node-" + i), List.of()));
        }
        return new WorkloadFacts(
                facts.recommendation(),
                facts.workload(),
                facts.cluster(),
                facts.clock(),
                facts.history(),
                facts.pods().stream()
                        .map(pod -> new PodFacts(
                                pod.pod(), pod.containers(), pod.resize(), pod.node(), pod.agent(), candidates))
                        .toList());
    }

    private static Recommendation recommendation() {
        return new Recommendation(
                "shop",
                "redis-larger",
                Duration.ofMinutes(1),
                true,
                true,
                Fallback.ROLLING_RESTART,
                Placement.ANY,
                false,
                Duration.ofMinutes(30),
                10,
                Set.of(),
                0,
                false,
                false,
                List.of("redis: cpu 1/2, memory 2Gi/4Gi"),
                List.of());
    }

    private static Workload workload() {
        return new Workload(
                "Deployment",
                "shop",
                "redis",
                Map.of("app", "redis"),
                Map.of("team", "shop"),
                1,
                1,
                1,
                false,
                false,
                false,
                "RollingUpdate",
                false,
                Optional.empty());
    }

    private static Cluster cluster() {
        return new Cluster(Version.parse("v1.35.4"), true, true, Observed.of(List.of()), Observed.of(List.of()));
    }

    private static Clock clock() {
        return new Clock(Instant.parse("2026-11-20T03:00:00Z"), ZoneOffset.UTC);
    }

    private static PodFacts pod(String name) {
        NodeName home = new NodeName("node-a");
        Pod pod = new Pod(
                "shop",
                name,
                new PodUid("uid-of-" + name),
                Map.of("app", "redis"),
                Map.of(),
                Duration.ofDays(3),
                "Running",
                true,
                false,
                Optional.of(home),
                QosClass.BURSTABLE,
                QosClass.BURSTABLE,
                0,
                false,
                false,
                false,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                List.of(),
                List.of(),
                Optional.of(Duration.ofSeconds(30)));
        return new PodFacts(
                pod,
                List.of(container()),
                Resize.NONE,
                Observed.of(node("node-a")),
                agent("node-a"),
                List.of(
                        new Candidate(node("node-a"), agent("node-a"), List.of()),
                        new Candidate(node("node-b"), agent("node-b"), List.of())));
    }

    private static Container container() {
        return new Container(
                new ContainerName("redis"),
                resources("500m", "1", "1Gi", "2Gi"),
                resources("1", "2", "2Gi", "4Gi"),
                "redis:7",
                "redis:7",
                Observed.of(true),
                false,
                false,
                false,
                Observed.of(new Inspection(
                        "sha256:11", ByteSize.parse("512Mi"), 1, 2, List.of(), List.of(), ByteSize.ZERO)));
    }

    private static Resources resources(String cpuRequest, String cpuLimit, String memoryRequest, String memoryLimit) {
        return new Resources(
                Optional.of(MilliCpu.parse(cpuRequest)),
                Optional.of(MilliCpu.parse(cpuLimit)),
                Optional.of(ByteSize.parse(memoryRequest)),
                Optional.of(ByteSize.parse(memoryLimit)));
    }

    private static Node node(String name) {
        return new Node(
                new NodeName(name),
                Map.of(Node.CHECKPOINT_LABEL, "true"),
                true,
                true,
                "6.1.0-18-amd64",
                "amd64",
                "containerd://1.6.20",
                Version.parse("v1.35.4"),
                MilliCpu.parse("4"),
                ByteSize.parse("8Gi"),
                100,
                Observed.of(false),
                Observed.of(false),
                Observed.of(false));
    }

    private static Agent agent(String node) {
        return new Agent(
                new NodeName(node),
                Observed.of(true),
                Observed.of(true),
                Observed.of("0.1.0"),
                Observed.of(Version.parse("4.2")),
                Observed.of(ByteSize.parse("20Gi")),
                Observed.of(ByteSize.parse("500Mi")),
                Observed.of(true),
                Observed.of(List.of()));
    }
}

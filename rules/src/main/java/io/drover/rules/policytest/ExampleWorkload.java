package io.drover.rules.policytest;

import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Candidate;
import io.drover.rules.facts.Clock;
import io.drover.rules.facts.Cluster;
import io.drover.rules.facts.Container;
import io.drover.rules.facts.Fallback;
import io.drover.rules.facts.History;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Node;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.Placement;
import io.drover.rules.facts.Pod;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.QosClass;
import io.drover.rules.facts.Recommendation;
import io.drover.rules.facts.Resize;
import io.drover.rules.facts.Resources;
import io.drover.rules.facts.Version;
import io.drover.rules.facts.Workload;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workload that a test starts from, with everything in order: a Deployment {@code web} in namespace {@code shop} on node-a, whose
 * container {@code app} holds 512Mi of 2Gi and is to get twice as much; resize in place, live migration and restart are all possible. It
 * is Friday 2026-11-20, 03:00 UTC. A test says only what is different.
 */
public final class ExampleWorkload {

    private static final String NAMESPACE = "shop";

    private ExampleWorkload() {}

    /** With these pods, these containers in each, and these nodes to go to; the pods run on the first one. */
    public static WorkloadFacts with(List<String> pods, List<String> containers, List<String> nodes) {
        return new WorkloadFacts(
                recommendation(containers),
                workload(pods.size()),
                new Cluster(Version.parse("1.35"), true, true, Observed.of(List.of()), Observed.of(List.of())),
                new Clock(Instant.parse("2026-11-20T03:00:00Z"), ZoneOffset.UTC),
                History.NONE,
                pods.stream().map(pod -> pod(pod, containers, nodes)).toList());
    }

    private static Recommendation recommendation(List<String> containers) {
        return new Recommendation(
                NAMESPACE,
                "web",
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
                containers.stream()
                        .map(name -> name + ": cpu 1/2, memory 2Gi/4Gi")
                        .toList(),
                List.of());
    }

    private static Workload workload(int pods) {
        return new Workload(
                "Deployment",
                NAMESPACE,
                "web",
                Map.of("app", "web"),
                Map.of(),
                pods,
                pods,
                pods,
                false,
                false,
                false,
                "RollingUpdate",
                false,
                Optional.empty());
    }

    private static PodFacts pod(String name, List<String> containers, List<String> nodes) {
        Pod pod = new Pod(
                NAMESPACE,
                name,
                new PodUid("uid-of-" + name),
                Map.of("app", "web"),
                Map.of(),
                Duration.ofDays(3),
                "Running",
                true,
                false,
                Optional.of(new NodeName(nodes.getFirst())),
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
                containers.stream().map(ExampleWorkload::container).toList(),
                Resize.NONE,
                Observed.of(node(nodes.getFirst())),
                agent(nodes.getFirst()),
                nodes.stream()
                        .map(node -> new Candidate(node(node), agent(node), List.of()))
                        .toList());
    }

    private static Container container(String name) {
        return new Container(
                new ContainerName(name),
                resources("500m", "1", "1Gi", "2Gi"),
                resources("1", "2", "2Gi", "4Gi"),
                name + ":1",
                name + ":1",
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
                "6.1.0",
                "amd64",
                "containerd://2.0.0",
                Version.parse("1.35"),
                MilliCpu.parse("16"),
                ByteSize.parse("64Gi"),
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
                Observed.of(ByteSize.parse("100Gi")),
                Observed.of(ByteSize.parse("500Mi")),
                Observed.of(true),
                Observed.of(List.of()));
    }
}

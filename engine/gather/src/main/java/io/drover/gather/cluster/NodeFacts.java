package io.drover.gather.cluster;

import io.drover.gather.cluster.PodResources.Requested;
import io.drover.rules.facts.Node;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.Version;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the fact of a node from its object and the pods that are bound to it. */
final class NodeFacts {

    private static final String NOT_READ = "the kubelet's configuration is not read";

    private NodeFacts() {}

    static Node of(io.fabric8.kubernetes.api.model.Node node, List<Pod> bound) {
        List<Pod> counted = bound.stream().filter(NodeFacts::counts).toList();
        Requested taken = counted.stream().map(PodResources::requested).reduce(Requested.NONE, Requested::plus);
        Map<String, Quantity> allocatable =
                Objects.requireNonNullElse(node.getStatus().getAllocatable(), Map.of());
        NodeSystemInfo info = Objects.requireNonNullElseGet(node.getStatus().getNodeInfo(), NodeSystemInfo::new);
        return new Node(
                new NodeName(node.getMetadata().getName()),
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of()),
                isReady(node),
                !Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
                text(info.getKernelVersion()),
                text(info.getArchitecture()),
                text(info.getContainerRuntimeVersion()),
                version(info.getKubeletVersion()),
                PodResources.cpu(allocatable).orElse(MilliCpu.ZERO).minusOrZero(taken.cpu()),
                PodResources.memory(allocatable).orElse(ByteSize.ZERO).minusOrZero(taken.memory()),
                Math.max(0, pods(allocatable) - counted.size()),
                Observed.unknown(NOT_READ),
                Observed.unknown(NOT_READ),
                Observed.unknown(NOT_READ));
    }

    static boolean isReady(io.fabric8.kubernetes.api.model.Node node) {
        return PodResources.orEmpty(node.getStatus().getConditions()).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    /** A pod that has ended takes nothing any more. */
    private static boolean counts(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return !"Succeeded".equals(phase) && !"Failed".equals(phase);
    }

    private static int pods(Map<String, Quantity> allocatable) {
        return PodResources.amount(allocatable, "pods", Integer::parseInt).orElse(0);
    }

    private static Version version(String written) {
        try {
            return Version.parse(text(written));
        } catch (IllegalArgumentException unknown) {
            return new Version(List.of(0));
        }
    }

    private static String text(String orNull) {
        return Objects.requireNonNullElse(orNull, "");
    }
}

package io.drover.actuators.migration;

import io.drover.agent.api.v1.NodeRef;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The cluster's nodes, and on which of them an agent runs. Thread safe. */
final class Topology {

    private static final Map<String, String> AGENTS = Map.of("app.kubernetes.io/name", "drover-agent");

    private final KubernetesClient client;
    private final String agentNamespace;
    private final int agentPort;

    Topology(KubernetesClient client, String agentNamespace, int agentPort) {
        this.client = client;
        this.agentNamespace = agentNamespace;
        this.agentPort = agentPort;
    }

    /** Every node; those without an agent have port 0. */
    List<NodeRef> nodes() {
        Map<String, String> agents = agents();
        return client.nodes().list().getItems().stream()
                .map(node ->
                        reference(node, agents.containsKey(node.getMetadata().getName())))
                .toList();
    }

    /** Empty when no agent runs there. */
    Optional<String> agentAddress(NodeName node) {
        return Optional.ofNullable(agents().get(node.value()));
    }

    private Map<String, String> agents() {
        return client.pods().inNamespace(agentNamespace).withLabels(AGENTS).list().getItems().stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getHostIP() != null)
                .filter(Topology::runs)
                .collect(Collectors.toMap(
                        pod -> pod.getSpec().getNodeName(),
                        pod -> pod.getStatus().getHostIP(),
                        (one, other) -> one));
    }

    private static boolean runs(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase());
    }

    private NodeRef reference(Node node, boolean agent) {
        String address = Objects.requireNonNullElse(
                        node.getStatus().getAddresses(), List.<io.fabric8.kubernetes.api.model.NodeAddress>of())
                .stream()
                .filter(one -> "InternalIP".equals(one.getType()))
                .map(io.fabric8.kubernetes.api.model.NodeAddress::getAddress)
                .findFirst()
                .orElse("");
        return NodeRef.newBuilder()
                .setName(node.getMetadata().getName())
                .setAddress(address)
                .setAgentPort(agent ? agentPort : 0)
                .addAllPodCidrs(Objects.requireNonNullElse(node.getSpec().getPodCIDRs(), List.of()))
                .build();
    }
}

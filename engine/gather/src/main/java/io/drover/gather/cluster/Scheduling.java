package io.drover.gather.cluster;

import static io.drover.gather.cluster.PodResources.orEmpty;

import io.drover.rules.facts.Complaint;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a pod's own wishes have against a node, as its scheduler would see it for a second pod of the same spec. Topology spread is left
 * to the scheduler: a replacement that stays Pending is given up before anything is frozen.
 */
final class Scheduling {

    /** The annotation of a pod that came from a migration. */
    private static final String MIGRATION = "drover.dev/migration";

    private static final String NODE_NAME = "metadata.name";

    private final Pod pod;
    private final PodFacets facets;

    Scheduling(Pod pod, PodFacets facets) {
        this.pod = pod;
        this.facets = facets;
    }

    /** Everything against this node; the pods are those bound to it. */
    List<Complaint> against(Node node, List<Pod> bound) {
        List<Complaint> complaints = new ArrayList<>();
        selector(node, complaints);
        taints(node, complaints);
        boolean sameNode = node.getMetadata().getName().equals(pod.getSpec().getNodeName());
        if (!sameNode) {
            neighbours(bound, complaints);
            facets.volumesThatMustMove()
                    .forEach(claim -> complaints.add(new Complaint(
                            "VolumeCannotFollow", "claim " + claim + " is attached to the pod's own node")));
        }
        return List.copyOf(complaints);
    }

    private void selector(Node node, List<Complaint> complaints) {
        PodSpec spec = pod.getSpec();
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        Map<String, String> wanted = Objects.requireNonNullElse(spec.getNodeSelector(), Map.of());
        wanted.forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                complaints.add(new Complaint("NodeSelector", "label " + key + "=" + value + " is missing"));
            }
        });
        if (spec.getAffinity() != null && spec.getAffinity().getNodeAffinity() != null) {
            NodeSelector required =
                    spec.getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
            if (required != null
                    && orEmpty(required.getNodeSelectorTerms()).stream()
                            .noneMatch(term -> matches(term, node, labels))) {
                complaints.add(new Complaint("NodeAffinity", "the pod's required node affinity does not match"));
            }
        }
    }

    private boolean matches(NodeSelectorTerm term, Node node, Map<String, String> labels) {
        Map<String, String> fields =
                new HashMap<>(Map.of(NODE_NAME, node.getMetadata().getName()));
        boolean empty = orEmpty(term.getMatchExpressions()).isEmpty()
                && orEmpty(term.getMatchFields()).isEmpty();
        return !empty
                && orEmpty(term.getMatchExpressions()).stream().allMatch(one -> Labels.matches(one, labels))
                && orEmpty(term.getMatchFields()).stream()
                        .filter(one -> !ofAnEarlierMove(one))
                        .allMatch(one -> Labels.matches(one, fields));
    }

    /** A pod that was moved before is tied by name to where it went; the next one is made from the template and is not. */
    private boolean ofAnEarlierMove(NodeSelectorRequirement field) {
        return NODE_NAME.equals(field.getKey())
                && Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.<String, String>of())
                        .containsKey(MIGRATION);
    }

    private void taints(Node node, List<Complaint> complaints) {
        for (Taint taint : orEmpty(node.getSpec().getTaints())) {
            boolean keepsAway = "NoSchedule".equals(taint.getEffect()) || "NoExecute".equals(taint.getEffect());
            if (keepsAway && orEmpty(pod.getSpec().getTolerations()).stream().noneMatch(one -> tolerates(one, taint))) {
                complaints.add(new Complaint("TaintNotTolerated", "taint " + taint.getKey() + ":" + taint.getEffect()));
            }
        }
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        boolean effect =
                isBlank(toleration.getEffect()) || toleration.getEffect().equals(taint.getEffect());
        boolean anyKey = isBlank(toleration.getKey()) && "Exists".equals(toleration.getOperator());
        boolean sameKey = Objects.equals(toleration.getKey(), taint.getKey());
        boolean value = "Exists".equals(toleration.getOperator())
                || Objects.requireNonNullElse(toleration.getValue(), "")
                        .equals(Objects.requireNonNullElse(taint.getValue(), ""));
        return effect && (anyKey || (sameKey && value));
    }

    private void neighbours(List<Pod> bound, List<Complaint> complaints) {
        for (Pod neighbour : bound) {
            PodFacets.hostPorts(neighbour.getSpec()).stream()
                    .filter(PodFacets.hostPorts(pod.getSpec())::contains)
                    .forEach(port -> complaints.add(new Complaint(
                            "HostPortConflict",
                            "host port " + port + " is taken by "
                                    + neighbour.getMetadata().getName())));
            if (facets.selfAntiAffinity() && facets.repels(neighbour)) {
                complaints.add(new Complaint(
                        "SelfAntiAffinity",
                        "the pod's anti-affinity keeps it away from "
                                + neighbour.getMetadata().getName()));
            }
        }
    }

    private static boolean isBlank(String orNull) {
        return orNull == null || orNull.isBlank();
    }
}

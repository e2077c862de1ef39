package io.drover.operator.admission;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes a new pod one that processes can be restored into. Stamping twice changes nothing. The processes are long up when they arrive:
 * what waits for a start, or acts on one, is left out.
 */
final class Stamp {

    static final String ANNOTATION = "drover.dev/migration";
    static final String RUNTIME_CLASS = "drover";

    private static final String NODE_NAME = "metadata.name";

    private Stamp() {}

    /** The pod with the stamp of this move; the given one is left as it is. */
    static Pod on(Pod pod, CheckpointRestore move) {
        Pod stamped = new PodBuilder(pod)
                .editOrNewMetadata()
                .addToAnnotations(ANNOTATION, move.getMetadata().getName())
                .endMetadata()
                .editSpec()
                .withRuntimeClassName(RUNTIME_CLASS)
                .endSpec()
                .build();
        stamped = onlyOn(stamped, move.getSpec().target().nodes());
        stamped.getSpec().getContainers().forEach(Stamp::forARunningProcess);
        return stamped;
    }

    private static void forARunningProcess(Container container) {
        container.setStartupProbe(null);
        withoutDelay(container.getLivenessProbe());
        withoutDelay(container.getReadinessProbe());
        if (container.getLifecycle() != null) {
            container.getLifecycle().setPostStart(null);
        }
    }

    private static void withoutDelay(Probe probe) {
        if (probe != null && probe.getInitialDelaySeconds() != null) {
            probe.setInitialDelaySeconds(0);
        }
    }

    /**
     * Adds the nodes to every alternative of the required node affinity, so that the pod's own wishes still hold. A requirement on a
     * node's name has one value: every alternative is written once per node.
     */
    private static Pod onlyOn(Pod pod, List<String> nodes) {
        List<NodeSelectorTerm> before = required(pod);
        if (!before.isEmpty() && before.stream().allMatch(term -> namesOneOf(term, nodes))) {
            return pod;
        }
        List<NodeSelectorTerm> alternatives = before.isEmpty() ? List.of(new NodeSelectorTerm()) : before;
        List<NodeSelectorTerm> after = alternatives.stream()
                .flatMap(term -> nodes.stream().map(node -> with(term, node)))
                .toList();
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
                .withNodeSelectorTerms(after)
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    private static boolean namesOneOf(NodeSelectorTerm term, List<String> nodes) {
        return fields(term).stream()
                .filter(field -> NODE_NAME.equals(field.getKey()) && "In".equals(field.getOperator()))
                .anyMatch(field -> nodes.containsAll(field.getValues()));
    }

    private static NodeSelectorTerm with(NodeSelectorTerm term, String node) {
        List<NodeSelectorRequirement> fields = new ArrayList<>(fields(term));
        fields.add(new NodeSelectorRequirementBuilder()
                .withKey(NODE_NAME)
                .withOperator("In")
                .withValues(node)
                .build());
        return new NodeSelectorTermBuilder(term).withMatchFields(fields).build();
    }

    private static List<NodeSelectorRequirement> fields(NodeSelectorTerm term) {
        return Objects.requireNonNullElse(term.getMatchFields(), List.of());
    }

    private static List<NodeSelectorTerm> required(Pod pod) {
        boolean none = pod.getSpec().getAffinity() == null
                || pod.getSpec().getAffinity().getNodeAffinity() == null
                || pod.getSpec().getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution()
                        == null;
        return none
                ? List.of()
                : pod.getSpec()
                        .getAffinity()
                        .getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms();
    }
}

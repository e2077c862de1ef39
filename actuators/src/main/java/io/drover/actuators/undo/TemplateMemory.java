package io.drover.actuators.undo;

import io.drover.actuators.workload.TemplateState;
import io.drover.crds.recommendation.v1alpha1.ContainerResources;
import io.drover.crds.recommendation.v1alpha1.TemplateBefore;
import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Turns templates into what a debt can keep, and back. */
final class TemplateMemory {

    private TemplateMemory() {}

    static TemplateBefore remember(TemplateState state) {
        return new TemplateBefore(written(state.inWorkload()), state.replicaSet(), written(state.inReplicaSet()));
    }

    static TemplateState recall(TemplateBefore before) {
        return new TemplateState(before.replicaSetName(), read(before.replicaSet()), read(before.workload()));
    }

    private static List<ContainerResources> written(Map<ContainerName, ResourceRequirements> resources) {
        return new TreeMap<>(resources)
                .entrySet().stream()
                        .map(one -> new ContainerResources(
                                one.getKey().value(),
                                text(one.getValue().getRequests()),
                                text(one.getValue().getLimits())))
                        .toList();
    }

    private static Map<ContainerName, ResourceRequirements> read(List<ContainerResources> resources) {
        Map<ContainerName, ResourceRequirements> read = new LinkedHashMap<>();
        for (ContainerResources one : resources) {
            read.put(
                    new ContainerName(one.containerName()),
                    new ResourceRequirementsBuilder()
                            .withRequests(quantities(one.requests()))
                            .withLimits(quantities(one.limits()))
                            .build());
        }
        return read;
    }

    private static Map<String, String> text(Map<String, Quantity> orNull) {
        Map<String, String> text = new TreeMap<>();
        Objects.requireNonNullElse(orNull, Map.<String, Quantity>of())
                .forEach((name, amount) -> text.put(name, amount.toString()));
        return text;
    }

    private static Map<String, Quantity> quantities(Map<String, String> text) {
        Map<String, Quantity> quantities = new TreeMap<>();
        text.forEach((name, amount) -> quantities.put(name, new Quantity(amount)));
        return quantities;
    }
}

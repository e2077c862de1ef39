package io.drover.operator.recommendation;

import io.drover.actuators.workload.ResourceChange;
import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a recommendation says into what actuators write. */
final class ResourceChanges {

    private ResourceChanges() {}

    static ResourceChange of(WorkloadRecommendationSpec spec) {
        Map<ContainerName, ResourceRequirements> containers = new LinkedHashMap<>();
        for (ContainerRecommendation one : spec.containerRecommendations()) {
            Map<String, Quantity> requests = new HashMap<>();
            Map<String, Quantity> limits = new HashMap<>();
            put("cpu", one.cpu(), requests, limits);
            put("memory", one.memory(), requests, limits);
            containers.put(
                    new ContainerName(one.containerName()),
                    new ResourceRequirementsBuilder()
                            .withRequests(requests)
                            .withLimits(limits)
                            .build());
        }
        return new ResourceChange(containers);
    }

    private static void put(
            String name,
            @Nullable ResourceRecommendation recommended,
            Map<String, Quantity> requests,
            Map<String, Quantity> limits) {
        if (recommended == null) {
            return;
        }
        if (recommended.request() != null) {
            requests.put(name, new Quantity(recommended.request()));
        }
        if (recommended.limit() != null) {
            limits.put(name, new Quantity(recommended.limit()));
        }
    }
}

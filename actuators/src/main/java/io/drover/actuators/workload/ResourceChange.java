package io.drover.actuators.workload;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * New requests and limits per container. What is not named stays as it is.
 *
 * @param containers the named requests and limits of each container that changes
 */
public record ResourceChange(Map<ContainerName, ResourceRequirements> containers) {

    public ResourceChange {
        containers = Map.copyOf(containers);
    }

    /** The container's resources after the change: a new object, equal to the old one when nothing changes. */
    public ResourceRequirements after(Container container) {
        ResourceRequirements now =
                container.getResources() == null ? new ResourceRequirements() : container.getResources();
        ResourceRequirements change = containers.get(new ContainerName(container.getName()));
        if (change == null) {
            return now;
        }
        return new ResourceRequirementsBuilder(now)
                .withRequests(merged(now.getRequests(), change.getRequests()))
                .withLimits(merged(now.getLimits(), change.getLimits()))
                .build();
    }

    /** Whether every one of these containers has the new values already; amounts are compared as what they are, {@code 1} equals {@code 1000m}. */
    public boolean isIn(List<Container> present) {
        return present.stream().allMatch(container -> sameAmounts(after(container), container.getResources()));
    }

    /** Whether both ask for the same amounts. */
    public static boolean sameAmounts(ResourceRequirements one, ResourceRequirements other) {
        ResourceRequirements second = other == null ? new ResourceRequirements() : other;
        return amounts(one.getRequests()).equals(amounts(second.getRequests()))
                && amounts(one.getLimits()).equals(amounts(second.getLimits()));
    }

    private static Map<String, Quantity> merged(Map<String, Quantity> now, Map<String, Quantity> change) {
        Map<String, Quantity> merged = new HashMap<>(amounts(now));
        merged.putAll(amounts(change));
        return merged;
    }

    private static Map<String, Quantity> amounts(Map<String, Quantity> orNull) {
        return orNull == null ? Map.of() : orNull;
    }
}

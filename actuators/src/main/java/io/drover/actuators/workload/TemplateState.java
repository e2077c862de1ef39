package io.drover.actuators.workload;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;

/**
 * What the two templates of a workload say now; the debt names it before either is touched.
 *
 * @param replicaSet name of the newest ReplicaSet
 * @param inReplicaSet resources per container in its template
 * @param inWorkload resources per container in the workload's own template
 */
public record TemplateState(
        String replicaSet,
        Map<ContainerName, ResourceRequirements> inReplicaSet,
        Map<ContainerName, ResourceRequirements> inWorkload) {

    public TemplateState {
        inReplicaSet = Map.copyOf(inReplicaSet);
        inWorkload = Map.copyOf(inWorkload);
    }
}

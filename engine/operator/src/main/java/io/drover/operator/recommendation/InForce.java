package io.drover.operator.recommendation;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The resources that kubelet reports as in force: what a pod's spec said before a resize that did not happen. */
final class InForce {

    private InForce() {}

    static Map<ContainerName, ResourceRequirements> of(Pod pod) {
        Map<ContainerName, ResourceRequirements> inForce = new LinkedHashMap<>();
        for (ContainerStatus status :
                Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of())) {
            if (status.getResources() != null) {
                inForce.put(new ContainerName(status.getName()), status.getResources());
            }
        }
        return inForce;
    }
}

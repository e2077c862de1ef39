package io.drover.actuators.resize;

import io.drover.actuators.workload.ApiRefusal;
import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.ResourceChange;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks for a resize in place, and takes it back. Following it is {@link ResizeReading}'s work. Source: KEP-1287. */
public final class InPlaceResizer {

    private static final PatchContext JSON_PATCH = PatchContext.of(PatchType.JSON);

    private final KubernetesClient client;

    public InPlaceResizer(KubernetesClient client) {
        this.client = client;
    }

    /** Writes the new values into the pod's spec. Refused when the API server does not take them, with nothing changed. */
    public Attempt ask(Pod pod, ResourceChange change) {
        Map<ContainerName, ResourceRequirements> wanted = new LinkedHashMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            wanted.put(new ContainerName(container.getName()), change.after(container));
        }
        return write(pod, wanted);
    }

    /** Puts the old values back, so that the spec does not promise what kubelet refused. */
    public Attempt takeBack(Pod pod, Map<ContainerName, ResourceRequirements> before) {
        return write(pod, before);
    }

    private Attempt write(Pod pod, Map<ContainerName, ResourceRequirements> wanted) {
        List<Map<String, Object>> operations = new ArrayList<>();
        operations.add(operation("test", "/metadata/uid", pod.getMetadata().getUid()));
        List<Container> containers = pod.getSpec().getContainers();
        for (int i = 0; i < containers.size(); i++) {
            ResourceRequirements resources =
                    wanted.get(new ContainerName(containers.get(i).getName()));
            if (resources != null
                    && !ResourceChange.sameAmounts(resources, containers.get(i).getResources())) {
                operations.add(operation("add", "/spec/containers/" + i + "/resources", resources));
            }
        }
        if (operations.size() == 1) {
            return new Attempt.Done();
        }
        return ApiRefusal.attempt(() -> {
            Pod patched = client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("resize")
                    .patch(JSON_PATCH, Serialization.asJson(operations));
            return patched == null
                    ? new Attempt.Refused(WorkloadReason.TARGET_NOT_FOUND, "the pod does not exist")
                    : new Attempt.Done();
        });
    }

    private static Map<String, Object> operation(String op, String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }
}

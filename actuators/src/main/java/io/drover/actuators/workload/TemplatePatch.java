package io.drover.actuators.workload;

import io.drover.values.ContainerName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON patch that replaces the resources of containers in {@code /spec/template}. It fails as a whole when the containers are not where
 * they were when it was made. Source: RFC 6902, section 4.6, for "test".
 */
final class TemplatePatch {

    private TemplatePatch() {}

    /** Replaces each container's resources by what {@code change} makes of them; an empty list when nothing would change. */
    static List<Map<String, Object>> to(PodTemplateSpec template, ResourceChange change) {
        Map<ContainerName, ResourceRequirements> after = new LinkedHashMap<>();
        for (Container container : template.getSpec().getContainers()) {
            after.put(new ContainerName(container.getName()), change.after(container));
        }
        return replacing(template, after);
    }

    /** Replaces the resources of the named containers by exactly these. */
    static List<Map<String, Object>> replacing(
            PodTemplateSpec template, Map<ContainerName, ResourceRequirements> exactly) {
        List<Map<String, Object>> operations = new ArrayList<>();
        List<Container> containers = template.getSpec().getContainers();
        for (int i = 0; i < containers.size(); i++) {
            Container container = containers.get(i);
            ResourceRequirements wanted = exactly.get(new ContainerName(container.getName()));
            if (wanted == null || ResourceChange.sameAmounts(wanted, container.getResources())) {
                continue;
            }
            String path = "/spec/template/spec/containers/" + i;
            operations.add(operation("test", path + "/name", container.getName()));
            operations.add(operation("add", path + "/resources", wanted));
        }
        return operations;
    }

    static Map<String, Object> operation(String op, String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }

    static String json(List<Map<String, Object>> operations) {
        return Serialization.asJson(operations);
    }
}

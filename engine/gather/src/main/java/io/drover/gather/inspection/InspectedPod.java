package io.drover.gather.inspection;

import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.Map;

/**
 * A running pod as an agent has to know it to look at it.
 *
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param uid {@code metadata.uid}
 * @param node where it runs
 * @param address {@code status.podIP}, empty while it has none
 * @param containers its running containers and the runtime's ids of them, without scheme
 */
public record InspectedPod(
        String namespace,
        String name,
        PodUid uid,
        NodeName node,
        String address,
        Map<ContainerName, String> containers) {

    public InspectedPod {
        containers = Map.copyOf(containers);
    }
}

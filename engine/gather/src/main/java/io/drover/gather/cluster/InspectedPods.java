package io.drover.gather.cluster;

import io.drover.gather.inspection.InspectedPod;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of a pod what an agent has to know to look at it. */
public final class InspectedPods {

    private InspectedPods() {}

    /** Empty while nothing of the pod runs on a node. */
    public static Optional<InspectedPod> of(Pod pod) {
        return new PodReading(pod, Map.of(), List.of()).inspected();
    }
}

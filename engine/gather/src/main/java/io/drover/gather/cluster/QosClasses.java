package io.drover.gather.cluster;

import io.drover.rules.facts.QosClass;
import io.drover.rules.facts.Resources;
import java.util.List;

/** Works out a pod's QoS class. Source: k8s.io/kubernetes/pkg/apis/core/v1/helper/qos, ComputePodQOS. */
final class QosClasses {

    private QosClasses() {}

    /** The class of a pod whose containers, init containers among them, have these resources. */
    static QosClass of(List<Resources> containers) {
        boolean anything = containers.stream().anyMatch(QosClasses::asksForAnything);
        if (!anything) {
            return QosClass.BEST_EFFORT;
        }
        return containers.stream().allMatch(QosClasses::isGuaranteed) ? QosClass.GUARANTEED : QosClass.BURSTABLE;
    }

    private static boolean asksForAnything(Resources resources) {
        return resources.cpuRequest().filter(cpu -> cpu.millis() > 0).isPresent()
                || resources.cpuLimit().filter(cpu -> cpu.millis() > 0).isPresent()
                || resources
                        .memoryRequest()
                        .filter(memory -> memory.bytes() > 0)
                        .isPresent()
                || resources.memoryLimit().filter(memory -> memory.bytes() > 0).isPresent();
    }

    /** A request that is left out is the limit: the API server fills it in when the pod is made. */
    private static boolean isGuaranteed(Resources resources) {
        return resources.cpuLimit().filter(cpu -> cpu.millis() > 0).isPresent()
                && resources.memoryLimit().filter(memory -> memory.bytes() > 0).isPresent()
                && resources.cpuRequest().or(resources::cpuLimit).equals(resources.cpuLimit())
                && resources.memoryRequest().or(resources::memoryLimit).equals(resources.memoryLimit());
    }
}

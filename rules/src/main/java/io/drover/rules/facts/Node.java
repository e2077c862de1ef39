package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import java.util.Map;

/**
 * A node: the one where the pod runs, or a candidate.
 *
 * @param name {@code metadata.name}
 * @param labels {@code metadata.labels}
 * @param ready its condition Ready is True
 * @param schedulable {@code spec.unschedulable} is not set
 * @param kernel {@code status.nodeInfo.kernelVersion}
 * @param architecture {@code status.nodeInfo.architecture}, such as amd64
 * @param runtime {@code status.nodeInfo.containerRuntimeVersion}, such as {@code containerd://1.6.20}
 * @param kubelet {@code status.nodeInfo.kubeletVersion}
 * @param cpuFree allocatable cpu minus the requests of the pods that are bound to it
 * @param memoryFree allocatable memory minus the requests of the pods that are bound to it
 * @param podsFree allocatable pods minus the pods that are bound to it
 * @param cpuManagerStatic the kubelet's CPU manager policy is static
 * @param memoryManagerStatic the kubelet's memory manager policy is Static
 * @param swap containers may use swap
 */
public record Node(
        NodeName name,
        Map<String, String> labels,
        boolean ready,
        boolean schedulable,
        String kernel,
        String architecture,
        String runtime,
        Version kubelet,
        MilliCpu cpuFree,
        ByteSize memoryFree,
        int podsFree,
        Observed<Boolean> cpuManagerStatic,
        Observed<Boolean> memoryManagerStatic,
        Observed<Boolean> swap)
        implements Fact {

    /** Set by the administrator on nodes where processes may be checkpointed and restored. */
    public static final String CHECKPOINT_LABEL = "dakr.devzero.io/checkpoint-node";

    public Node {
        labels = Map.copyOf(labels);
    }

    /** Whether the administrator has labelled it for checkpoint and restore. */
    @RuleField(from = {"labels", CHECKPOINT_LABEL})
    public boolean checkpointNode() {
        return "true".equals(labels.get(CHECKPOINT_LABEL));
    }
}

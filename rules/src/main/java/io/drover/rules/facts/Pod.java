package io.drover.rules.facts;

import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pod that a decision is made for.
 *
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param uid {@code metadata.uid}
 * @param labels {@code metadata.labels}
 * @param annotations {@code metadata.annotations}
 * @param age time since {@code metadata.creationTimestamp}
 * @param phase {@code status.phase}: Pending, Running, Succeeded, Failed or Unknown
 * @param ready its condition Ready is True
 * @param terminating {@code metadata.deletionTimestamp} is set
 * @param node where it runs, {@code spec.nodeName}; empty while it is not bound
 * @param qosNow {@code status.qosClass}
 * @param qosAfter the class that it would have with the recommended resources
 * @param priority {@code spec.priority}
 * @param mayPreempt {@code spec.preemptionPolicy} is not Never and the priority is above 0
 * @param isStatic a static pod or its mirror: annotation {@code kubernetes.io/config.mirror}
 * @param windows {@code spec.os.name} is windows, or its node is
 * @param hostNetwork {@code spec.hostNetwork}
 * @param hostPorts ports of the node that it asks for
 * @param hostPathVolumes names of volumes of type hostPath
 * @param volumesThatMustMove names of claims that one node at a time may attach (ReadWriteOnce)
 * @param identityEnv variables whose value is the pod's name, address or node ({@code fieldRef} to metadata.name, status.podIP,
 *     status.podIPs, spec.nodeName, status.hostIP, status.hostIPs, metadata.uid), as {@code container/VARIABLE}
 * @param selfAntiAffinity a required anti-affinity by host name that matches the pod's own labels
 * @param podLevelResources {@code spec.resources} is set
 * @param features what else in its spec keeps processes from being moved
 * @param unknownSpecFields fields of its spec that this version of Drover does not know
 * @param probeBudget how long it may stay frozen before the kubelet restarts it: the least failureThreshold x periodSeconds of its
 *     http, tcp and grpc liveness and startup probes; empty without such a probe
 */
public record Pod(
        String namespace,
        String name,
        PodUid uid,
        Map<String, String> labels,
        Map<String, String> annotations,
        Duration age,
        String phase,
        boolean ready,
        boolean terminating,
        Optional<NodeName> node,
        QosClass qosNow,
        QosClass qosAfter,
        int priority,
        boolean mayPreempt,
        boolean isStatic,
        boolean windows,
        boolean hostNetwork,
        List<Integer> hostPorts,
        List<String> hostPathVolumes,
        List<String> volumesThatMustMove,
        List<String> identityEnv,
        boolean selfAntiAffinity,
        boolean podLevelResources,
        List<Feature> features,
        List<String> unknownSpecFields,
        Optional<Duration> probeBudget)
        implements Fact {

    public Pod {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        hostPorts = List.copyOf(hostPorts);
        hostPathVolumes = List.copyOf(hostPathVolumes);
        volumesThatMustMove = List.copyOf(volumesThatMustMove);
        identityEnv = List.copyOf(identityEnv);
        features = List.copyOf(features);
        unknownSpecFields = List.copyOf(unknownSpecFields);
    }
}

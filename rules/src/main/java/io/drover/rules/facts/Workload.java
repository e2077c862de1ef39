package io.drover.rules.facts;

import java.util.Map;
import java.util.Optional;

/**
 * The owner that holds the pod template.
 *
 * @param kind such as {@code Deployment}, {@code StatefulSet}, {@code Pod}
 * @param namespace {@code metadata.namespace}
 * @param name {@code metadata.name}
 * @param labels of the workload, {@code metadata.labels}
 * @param namespaceLabels of its namespace
 * @param replicas wanted, {@code spec.replicas}; 1 for a bare pod
 * @param readyReplicas {@code status.readyReplicas}
 * @param runningPods pods of the workload in phase Running that are not being deleted
 * @param rolloutInProgress not every pod is of the newest revision, or the controller has not seen the newest generation
 * @param pausedByOwner {@code spec.paused} set by somebody else than Drover
 * @param templateDiffersFromNewestReplicaSet a Deployment whose template is not that of its newest ReplicaSet: unpausing it rolls
 * @param updateStrategy {@code RollingUpdate}, {@code Recreate} or {@code OnDelete}
 * @param optedOut the label {@code drover.dev/opt-out=true} on the workload or its namespace
 * @param disruptionsAllowed least {@code status.disruptionsAllowed} of the disruption budgets that select its pods; empty without any
 */
public record Workload(
        String kind,
        String namespace,
        String name,
        Map<String, String> labels,
        Map<String, String> namespaceLabels,
        int replicas,
        int readyReplicas,
        int runningPods,
        boolean rolloutInProgress,
        boolean pausedByOwner,
        boolean templateDiffersFromNewestReplicaSet,
        String updateStrategy,
        boolean optedOut,
        Optional<Integer> disruptionsAllowed)
        implements Fact {

    public Workload {
        labels = Map.copyOf(labels);
        namespaceLabels = Map.copyOf(namespaceLabels);
    }

    /** Whether pods of this kind can be replaced while the old one still runs: kinds that count pods by label, without names. */
    @RuleField
    public boolean twoPodsAtOnce() {
        return (kind.equals("Deployment") || kind.equals("ReplicaSet") || kind.equals("Job") || kind.equals("Rollout"))
                && !updateStrategy.equals("Recreate");
    }
}

package io.drover.gather.cluster;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.rules.facts.Version;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster's objects as far as facts are made from them: a live cluster, a cache of one, or a snapshot directory. The objects belong
 * to the view and are never changed.
 */
public interface ClusterView {

    /** Version of the API server. */
    Version serverVersion();

    /** The namespace of this name. */
    Optional<Namespace> namespace(String name);

    /** The Deployment of this name. */
    Optional<Deployment> deployment(String namespace, String name);

    /** All Deployments of the namespace. */
    List<Deployment> deployments(String namespace);

    /** All ReplicaSets of the namespace. */
    List<ReplicaSet> replicaSets(String namespace);

    /** All pods of the namespace. */
    List<Pod> pods(String namespace);

    /** All pods of every namespace that are bound to a node, by its name. */
    Map<String, List<Pod>> podsByNode();

    /** All nodes. */
    List<Node> nodes();

    /** All disruption budgets of the namespace. */
    List<PodDisruptionBudget> disruptionBudgets(String namespace);

    /** All resource quotas of the namespace. */
    List<ResourceQuota> quotas(String namespace);

    /** All limit ranges of the namespace. */
    List<LimitRange> limitRanges(String namespace);

    /** All volume claims of the namespace. */
    List<PersistentVolumeClaim> claims(String namespace);

    /** All recommendations of the namespace. */
    List<WorkloadRecommendation> recommendations(String namespace);
}

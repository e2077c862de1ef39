package io.drover.gather.cluster;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.rules.facts.Version;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads from the API server at every call, one request each. What belongs to a workload is never stale; what is large, nodes and the
 * pods of all of them, comes from the API server's cache.
 */
public final class LiveClusterView implements ClusterView {

    private static final ListOptions FROM_CACHE =
            new ListOptionsBuilder().withResourceVersion("0").build();

    private final KubernetesClient client;

    public LiveClusterView(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Version serverVersion() {
        return Version.parse(client.getKubernetesVersion().getGitVersion());
    }

    @Override
    public Optional<Namespace> namespace(String name) {
        return Optional.ofNullable(client.namespaces().withName(name).get());
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return Optional.ofNullable(client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public List<Deployment> deployments(String namespace) {
        return client.apps().deployments().inNamespace(namespace).list().getItems();
    }

    @Override
    public List<ReplicaSet> replicaSets(String namespace) {
        return client.apps().replicaSets().inNamespace(namespace).list().getItems();
    }

    @Override
    public List<Pod> pods(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    @Override
    public Map<String, List<Pod>> podsByNode() {
        return client.pods().inAnyNamespace().list(FROM_CACHE).getItems().stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName()));
    }

    @Override
    public List<Node> nodes() {
        return client.nodes().list(FROM_CACHE).getItems();
    }

    @Override
    public List<PodDisruptionBudget> disruptionBudgets(String namespace) {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    @Override
    public List<ResourceQuota> quotas(String namespace) {
        return client.resourceQuotas().inNamespace(namespace).list().getItems();
    }

    @Override
    public List<LimitRange> limitRanges(String namespace) {
        return client.limitRanges().inNamespace(namespace).list().getItems();
    }

    @Override
    public List<PersistentVolumeClaim> claims(String namespace) {
        return client.persistentVolumeClaims().inNamespace(namespace).list().getItems();
    }

    @Override
    public List<WorkloadRecommendation> recommendations(String namespace) {
        return client.resources(WorkloadRecommendation.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }
}

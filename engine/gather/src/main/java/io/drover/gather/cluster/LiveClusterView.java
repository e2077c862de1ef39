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
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/** Reads from the API server at every call: never stale, one request each. */
public final class LiveClusterView implements ClusterView {

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
    public List<Pod> podsOn(String node) {
        return client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", node)
                .list()
                .getItems();
    }

    @Override
    public List<Node> nodes() {
        return client.nodes().list().getItems();
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

package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.rules.facts.Version;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Objects that were read once. */
public final class RecordedClusterView implements ClusterView {

    private final Version version;
    private final Map<Class<?>, List<HasMetadata>> byKind;
    private final Map<String, List<Pod>> podsByNode;

    RecordedClusterView(Version version, List<HasMetadata> objects) {
        this.version = version;
        this.byKind = objects.stream().collect(Collectors.groupingBy(Object::getClass));
        this.podsByNode = all(Pod.class).stream()
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .collect(Collectors.groupingBy(pod -> pod.getSpec().getNodeName()));
    }

    /** The recommendations of every namespace. */
    List<WorkloadRecommendation> allRecommendations() {
        return all(WorkloadRecommendation.class);
    }

    @Override
    public Version serverVersion() {
        return version;
    }

    @Override
    public Optional<Namespace> namespace(String name) {
        return all(Namespace.class).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public Optional<Deployment> deployment(String namespace, String name) {
        return deployments(namespace).stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst();
    }

    @Override
    public List<Deployment> deployments(String namespace) {
        return in(namespace, Deployment.class);
    }

    @Override
    public List<ReplicaSet> replicaSets(String namespace) {
        return in(namespace, ReplicaSet.class);
    }

    @Override
    public List<Pod> pods(String namespace) {
        return in(namespace, Pod.class);
    }

    @Override
    public Map<String, List<Pod>> podsByNode() {
        return podsByNode;
    }

    @Override
    public List<Node> nodes() {
        return all(Node.class);
    }

    @Override
    public List<PodDisruptionBudget> disruptionBudgets(String namespace) {
        return in(namespace, PodDisruptionBudget.class);
    }

    @Override
    public List<ResourceQuota> quotas(String namespace) {
        return in(namespace, ResourceQuota.class);
    }

    @Override
    public List<LimitRange> limitRanges(String namespace) {
        return in(namespace, LimitRange.class);
    }

    @Override
    public List<PersistentVolumeClaim> claims(String namespace) {
        return in(namespace, PersistentVolumeClaim.class);
    }

    @Override
    public List<WorkloadRecommendation> recommendations(String namespace) {
        return in(namespace, WorkloadRecommendation.class);
    }

    private <T extends HasMetadata> List<T> in(String namespace, Class<T> kind) {
        return all(kind).stream()
                .filter(one -> namespace.equals(
                        Objects.requireNonNullElse(one.getMetadata().getNamespace(), "default")))
                .toList();
    }

    private <T extends HasMetadata> List<T> all(Class<T> kind) {
        return byKind.getOrDefault(kind, List.of()).stream().map(kind::cast).toList();
    }
}

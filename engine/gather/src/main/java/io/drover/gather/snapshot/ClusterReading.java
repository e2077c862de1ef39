package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Version;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a live cluster with one list call per kind, answered from the API server's cache. */
public final class ClusterReading {

    /** The kinds that facts are made from. Secrets and ConfigMaps are not among them. */
    static final List<Class<? extends HasMetadata>> KINDS = List.of(
            Namespace.class,
            Node.class,
            Deployment.class,
            ReplicaSet.class,
            Pod.class,
            PodDisruptionBudget.class,
            ResourceQuota.class,
            LimitRange.class,
            PersistentVolumeClaim.class,
            WorkloadRecommendation.class);

    private static final ListOptions FROM_CACHE =
            new ListOptionsBuilder().withResourceVersion("0").build();

    private final KubernetesClient client;
    private final InstantSource clock;

    public ClusterReading(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Reads everything but what agents see.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the cluster cannot be read
     */
    public Snapshot read() {
        return read(unused -> {});
    }

    /**
     * The same, for somebody who waits.
     *
     * @param progress is told what is being read
     */
    public Snapshot read(Consumer<String> progress) {
        List<HasMetadata> objects = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : KINDS) {
            progress.accept("reading every " + kind.getSimpleName());
            list(kind, objects);
        }
        return new Snapshot(
                new RecordedClusterView(
                        Version.parse(client.getKubernetesVersion().getGitVersion()), objects),
                Inspections.none("no agent was asked"),
                Optional.of(clock.instant()));
    }

    private <T extends HasMetadata> void list(Class<T> kind, List<HasMetadata> objects) {
        objects.addAll(client.resources(kind).inAnyNamespace().list(FROM_CACHE).getItems());
    }
}

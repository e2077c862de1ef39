package io.drover.actuators.migration;

import io.drover.agent.protocol.Replacement;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the pods that were stamped for a migration, and whether one is served. */
final class Replacements {

    private static final String SERVICE = "kubernetes.io/service-name";

    private final KubernetesClient client;

    Replacements(KubernetesClient client) {
        this.client = client;
    }

    /** The stamped pods of the right ReplicaSet that have a node and are not on their way out, oldest first. */
    List<Pod> stamped(CheckpointRestore move) {
        return allStamped(move, new ListOptions())
                .filter(pod -> pod.getSpec().getNodeName() != null)
                .filter(pod -> !"Failed".equals(pod.getStatus().getPhase()))
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
                .toList();
    }

    /** The stamped pods that have not started, with a node or without; from the API server's cache, as nothing hangs on a second. */
    List<Pod> waiting(CheckpointRestore move) {
        return allStamped(
                        move, new ListOptionsBuilder().withResourceVersion("0").build())
                .filter(pod -> "Pending".equals(pod.getStatus().getPhase()))
                .toList();
    }

    private Stream<Pod> allStamped(CheckpointRestore move, ListOptions how) {
        return client.pods().inNamespace(move.getMetadata().getNamespace()).list(how).getItems().stream()
                .filter(pod -> isStamped(pod, move))
                .filter(pod -> !pod.getMetadata()
                        .getUid()
                        .equals(move.getSpec().source().podUID()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    Optional<Pod> bound(CheckpointRestore move, Replacement replacement) {
        return client.pods().inNamespace(move.getMetadata().getNamespace()).list().getItems().stream()
                .filter(pod ->
                        pod.getMetadata().getUid().equals(replacement.pod().value()))
                .findFirst();
    }

    static Replacement of(Pod pod) {
        return new Replacement(
                new PodUid(pod.getMetadata().getUid()),
                new NodeName(pod.getSpec().getNodeName()));
    }

    /** Ready, and ready in the EndpointSlices of every service that lists the source. */
    boolean isServed(CheckpointRestore move, Pod pod) {
        if (!isReady(pod)) {
            return false;
        }
        List<EndpointSlice> slices = client.discovery()
                .v1()
                .endpointSlices()
                .inNamespace(move.getMetadata().getNamespace())
                .list()
                .getItems();
        Set<String> ofSource = services(slices, move.getSpec().source().podUID(), false);
        return services(slices, pod.getMetadata().getUid(), true).containsAll(ofSource);
    }

    private static boolean isStamped(Pod pod, CheckpointRestore move) {
        var annotations = pod.getMetadata().getAnnotations();
        return annotations != null
                && move.getMetadata().getName().equals(annotations.get(PodActs.MIGRATION))
                && pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(move.getSpec().workload().replicaSetUID()));
    }

    private static boolean isReady(Pod pod) {
        return Objects.requireNonNullElse(
                        pod.getStatus().getConditions(), List.<io.fabric8.kubernetes.api.model.PodCondition>of())
                .stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static Set<String> services(List<EndpointSlice> slices, String podUid, boolean ready) {
        return slices.stream()
                .filter(slice -> Objects.requireNonNullElse(slice.getEndpoints(), List.<Endpoint>of()).stream()
                        .filter(one -> one.getTargetRef() != null
                                && podUid.equals(one.getTargetRef().getUid()))
                        .anyMatch(one -> !ready
                                || Boolean.TRUE.equals(one.getConditions().getReady())))
                .map(slice -> slice.getMetadata().getLabels())
                .filter(Objects::nonNull)
                .map(labels -> labels.getOrDefault(SERVICE, ""))
                .collect(Collectors.toSet());
    }
}

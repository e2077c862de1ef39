package io.drover.actuators.migration;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.crds.migration.v1alpha1.WorkloadRef;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done to the source pod's object. Every act may be repeated and touches no other pod of the same name. */
final class PodActs {

    /** On a stamped replacement: the name of the CheckpointRestore. */
    static final String MIGRATION = "drover.dev/migration";

    static final String RELEASED_BY = "drover.dev/released-by";
    static final String FORMER_HASH = "drover.dev/former-pod-template-hash";
    private static final String HASH = "pod-template-hash";

    private final KubernetesClient client;

    PodActs(KubernetesClient client) {
        this.client = client;
    }

    /** The source pod, unless it is gone or another has its name. */
    Optional<Pod> source(CheckpointRestore move) {
        Source source = move.getSpec().source();
        return Optional.ofNullable(client.pods()
                        .inNamespace(move.getMetadata().getNamespace())
                        .withName(source.pod())
                        .get())
                .filter(pod -> pod.getMetadata().getUid().equals(source.podUID()));
    }

    /**
     * Label off, so that the ReplicaSet lets go of it; a non-controller owner on, so that it is collected with its workload.
     */
    void release(CheckpointRestore move) {
        Map<String, Object> owner = new HashMap<>(workload(move));
        owner.put("controller", false);
        owner.put("blockOwnerDeletion", false);
        patch(
                move,
                Collections.singletonMap(HASH, null),
                Map.of(
                        RELEASED_BY, move.getMetadata().getName(),
                        FORMER_HASH, move.getSpec().source().podTemplateHash()),
                owner);
    }

    /** Whether {@link #release} has been done. */
    static boolean isReleased(Pod source, CheckpointRestore move) {
        Map<String, String> annotations = source.getMetadata().getAnnotations();
        return annotations != null && move.getMetadata().getName().equals(annotations.get(RELEASED_BY));
    }

    /** Undoes {@link #release}: the ReplicaSet takes it back and removes the youngest pod that is not ready. */
    void giveBack(CheckpointRestore move) {
        Map<String, String> none = new HashMap<>();
        none.put(RELEASED_BY, null);
        none.put(FORMER_HASH, null);
        patch(
                move,
                Map.of(HASH, move.getSpec().source().podTemplateHash()),
                none,
                Map.of("$patch", "delete", "uid", move.getSpec().workload().uid()));
    }

    /** Deletes the source with one second of grace, if it is still the same object. */
    void deleteSource(CheckpointRestore move) {
        Source source = move.getSpec().source();
        client.raw(
                "/api/v1/namespaces/" + move.getMetadata().getNamespace() + "/pods/" + source.pod(),
                "DELETE",
                new DeleteOptionsBuilder()
                        .withGracePeriodSeconds(1L)
                        .withNewPreconditions()
                        .withUid(source.podUID())
                        .endPreconditions()
                        .build());
    }

    private void patch(
            CheckpointRestore move,
            Map<String, String> labels,
            Map<String, String> annotations,
            Map<String, Object> owner) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("uid", move.getSpec().source().podUID());
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        metadata.put("ownerReferences", List.of(owner));
        client.pods()
                .inNamespace(move.getMetadata().getNamespace())
                .withName(move.getSpec().source().pod())
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
    }

    private static Map<String, Object> workload(CheckpointRestore move) {
        WorkloadRef workload = move.getSpec().workload();
        return Map.of(
                "apiVersion", workload.apiVersion(),
                "kind", workload.kind(),
                "name", workload.name(),
                "uid", workload.uid());
    }
}

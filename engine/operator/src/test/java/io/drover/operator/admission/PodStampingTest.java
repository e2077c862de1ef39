package io.drover.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreSpec;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.migration.v1alpha1.RecommendationRef;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.crds.migration.v1alpha1.SourceContainer;
import io.drover.crds.migration.v1alpha1.TargetConstraints;
import io.drover.crds.migration.v1alpha1.WorkloadRef;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionResponse;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.zjsonpatch.JsonPatch;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A review as the API server sends it, and the pod that comes of the answer. */
class PodStampingTest {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static final String REVIEW = """
            apiVersion: admission.k8s.io/v1
            kind: AdmissionReview
            request:
              uid: request-1
              namespace: shop
              operation: CREATE
              kind: {group: "", version: v1, kind: Pod}
              object:
                apiVersion: v1
                kind: Pod
                metadata:
                  generateName: cache-1-
                  labels: {app: cache, pod-template-hash: "1"}
                  ownerReferences:
                    - {apiVersion: apps/v1, kind: ReplicaSet, name: cache-1, uid: r-1, controller: true}
                spec:
                  affinity: &affinity
                    nodeAffinity:
                      requiredDuringSchedulingIgnoredDuringExecution:
                        nodeSelectorTerms:
                          - matchExpressions: [{key: disk, operator: In, values: [ssd]}]
                  containers:
                    - name: redis
                      image: redis:7
                      startupProbe: {tcpSocket: {port: 6379}}
                      livenessProbe: {tcpSocket: {port: 6379}, initialDelaySeconds: 30, periodSeconds: 5}
                      readinessProbe: {tcpSocket: {port: 6379}, initialDelaySeconds: 30}
                      lifecycle:
                        postStart: {exec: {command: ["warm-up"]}}
                        preStop: {exec: {command: ["save"]}}
                      fieldOfTomorrow: kept
            """;

    @Test
    void aReplacementOfAMovingPodIsReadiedToReceiveIt() {
        // Given
        CheckpointRestore move = move("r-1", "node-b", "node-c");
        // When
        Pod stamped = admitted(REVIEW, List.of(move));
        // Then
        assertThat(stamped.getMetadata().getAnnotations()).containsEntry("drover.dev/migration", "move-1");
        assertThat(stamped.getSpec().getRuntimeClassName()).isEqualTo("drover");
        assertThat(stamped.getSpec().getNodeName()).isNull();
        var container = stamped.getSpec().getContainers().getFirst();
        assertThat(container.getStartupProbe()).isNull();
        assertThat(container.getLivenessProbe().getInitialDelaySeconds()).isZero();
        assertThat(container.getLivenessProbe().getPeriodSeconds()).isEqualTo(5);
        assertThat(container.getReadinessProbe().getInitialDelaySeconds()).isZero();
        assertThat(container.getLifecycle().getPostStart()).isNull();
        assertThat(container.getLifecycle().getPreStop()).isNotNull();
        assertThat(container.getAdditionalProperties()).containsEntry("fieldOfTomorrow", "kept");
        assertThat(terms(stamped))
                .extracting(term -> term.getMatchFields().getFirst().getValues())
                .containsExactly(List.of("node-b"), List.of("node-c"));
        assertThat(terms(stamped))
                .allSatisfy(term -> assertThat(term.getMatchExpressions())
                        .singleElement()
                        .satisfies(own -> assertThat(own.getKey()).isEqualTo("disk")));
    }

    @Test
    void stampingTwiceChangesNothing() {
        // Given
        CheckpointRestore move = move("r-1", "node-b");
        Pod once = admitted(REVIEW, List.of(move));
        // When
        Pod twice = Stamp.on(once, move);
        // Then
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void aPodOfAnotherReplicaSetIsLeftAlone() {
        // When
        AdmissionResponse response = answer(REVIEW, List.of(move("r-2", "node-b")));
        // Then
        assertThat(response.getAllowed()).isTrue();
        assertThat(response.getPatch()).isNull();
    }

    @Test
    void oncePodsAreBoundFurtherOnesAreLeftAlone() {
        // Given
        CheckpointRestore move = move("r-1", "node-b");
        move.setStatus(CheckpointRestoreStatus.pending().toBuilder()
                .phase(MigrationPhase.FREEZING)
                .build());
        // When
        AdmissionResponse response = answer(REVIEW, List.of(move));
        // Then
        assertThat(response.getPatch()).isNull();
    }

    @Test
    void aPodWithARuntimeOfItsOwnIsLeftAlone() {
        // When
        AdmissionResponse response = answer(
                REVIEW.replace("spec:\n", "spec:\n      runtimeClassName: gvisor\n"), List.of(move("r-1", "node-b")));
        // Then
        assertThat(response.getPatch()).isNull();
    }

    private static Pod admitted(String review, List<CheckpointRestore> moves) {
        AdmissionResponse response = answer(review, moves);
        JsonNode before = JSON.convertValue(
                JSON.unmarshal(review, AdmissionReview.class).getRequest().getObject(), JsonNode.class);
        JsonNode patch = JSON.unmarshal(
                new String(Base64.getDecoder().decode(response.getPatch()), StandardCharsets.UTF_8), JsonNode.class);
        return JSON.convertValue(JsonPatch.apply(patch, before), Pod.class);
    }

    private static AdmissionResponse answer(String review, List<CheckpointRestore> moves) {
        AdmissionReview answered =
                new PodStamping(namespace -> moves).answer(JSON.unmarshal(review, AdmissionReview.class));
        assertThat(answered.getResponse().getUid()).isEqualTo("request-1");
        return answered.getResponse();
    }

    private static List<NodeSelectorTerm> terms(Pod pod) {
        return pod.getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms();
    }

    private static CheckpointRestore move(String replicaSetUid, String... nodes) {
        CheckpointRestore move = new CheckpointRestore();
        move.setMetadata(new ObjectMetaBuilder()
                .withName("move-1")
                .withNamespace("shop")
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .build());
        move.setSpec(new CheckpointRestoreSpec(
                new Source(
                        "node-a",
                        "cache-1-x",
                        "p-1",
                        "10.0.0.7",
                        "1",
                        List.of(new SourceContainer("c-1", "redis", "i-1"))),
                new TargetConstraints(List.of(nodes)),
                new WorkloadRef("apps/v1", "Deployment", "cache", "d-1", "cache-1", replicaSetUid),
                new RecommendationRef("cache", "w-1"),
                1000));
        move.setStatus(CheckpointRestoreStatus.pending());
        return move;
    }
}

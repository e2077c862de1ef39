package io.drover.operator.migration;

import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreSpec;
import io.drover.crds.migration.v1alpha1.RecommendationRef;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.crds.migration.v1alpha1.SourceContainer;
import io.drover.crds.migration.v1alpha1.TargetConstraints;
import io.drover.crds.migration.v1alpha1.WorkloadRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.TargetNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Writes the CheckpointRestore of one pod. Equal arguments give equal names, so that a repeated creation finds the first. */
final class MoveRequest {

    /** On every CheckpointRestore: the UID of its recommendation. */
    static final String RECOMMENDATION_LABEL = "drover.dev/recommendation-uid";
    /** There until the migration has ended. */
    static final String FINALIZER = "drover.dev/ends-migration";

    private static final String HASH = "pod-template-hash";
    private static final Duration UNLIMITED_BY_PROBES = Duration.ofSeconds(30);
    private static final int LONGEST_PREFIX = 50;

    private MoveRequest() {}

    /** The one name that the move of this pod has for this version of this recommendation. */
    static String name(WorkloadRecommendation recommendation, String pod) {
        long plan = recommendation.getStatus() == null
                ? 0
                : recommendation.getStatus().observedGeneration();
        String all = recommendation.getMetadata().getUid() + "/" + plan + "/" + pod;
        String digits = UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        String prefix = recommendation.getMetadata().getName();
        return (prefix.length() <= LONGEST_PREFIX ? prefix : prefix.substring(0, LONGEST_PREFIX)) + "-" + digits;
    }

    /** The nodes that can take the pod: with placement Any its own alone when that has room. Empty when there is none. */
    static List<String> targets(List<TargetNode> all) {
        List<TargetNode> fitting = all.stream().filter(TargetNode::fits).toList();
        List<TargetNode> own = fitting.stream().filter(TargetNode::sameNode).toList();
        return (own.isEmpty() ? fitting : own)
                .stream().map(one -> one.name().value()).toList();
    }

    static CheckpointRestore of(
            WorkloadRecommendation recommendation,
            Pod pod,
            PodFacts facts,
            Deployment deployment,
            ReplicaSet replicaSet,
            List<String> targets,
            Set<String> freshSidecars) {
        CheckpointRestore move = new CheckpointRestore();
        move.setMetadata(new ObjectMetaBuilder()
                .withNamespace(recommendation.getMetadata().getNamespace())
                .withName(name(recommendation, pod.getMetadata().getName()))
                .withFinalizers(FINALIZER)
                .addToLabels(RECOMMENDATION_LABEL, recommendation.getMetadata().getUid())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(recommendation.getApiVersion())
                        .withKind(recommendation.getKind())
                        .withName(recommendation.getMetadata().getName())
                        .withUid(recommendation.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .build());
        move.setSpec(new CheckpointRestoreSpec(
                source(pod, facts, freshSidecars),
                new TargetConstraints(targets),
                new WorkloadRef(
                        deployment.getApiVersion(),
                        deployment.getKind(),
                        deployment.getMetadata().getName(),
                        deployment.getMetadata().getUid(),
                        replicaSet.getMetadata().getName(),
                        replicaSet.getMetadata().getUid()),
                new RecommendationRef(
                        recommendation.getMetadata().getName(),
                        recommendation.getMetadata().getUid()),
                freezeBudget(facts).toMillis()));
        return move;
    }

    private static Source source(Pod pod, PodFacts facts, Set<String> freshSidecars) {
        List<SourceContainer> containers =
                Objects.requireNonNullElse(pod.getStatus().getContainerStatuses(), List.<ContainerStatus>of()).stream()
                        .filter(status -> !freshSidecars.contains(status.getName()))
                        .filter(status -> status.getContainerID() != null)
                        .map(status -> new SourceContainer(
                                status.getContainerID()
                                        .substring(status.getContainerID().indexOf("//") + 2),
                                status.getName(),
                                imageId(facts, status)))
                        .toList();
        return new Source(
                pod.getSpec().getNodeName(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                pod.getStatus().getPodIP(),
                pod.getMetadata().getLabels().getOrDefault(HASH, ""),
                containers);
    }

    /** What the source's agent saw, because the target's compares with that; kubelet's word can be another name of the same image. */
    private static String imageId(PodFacts facts, ContainerStatus status) {
        return facts.containers().stream()
                .filter(container -> container.name().value().equals(status.getName()))
                .flatMap(container -> container.imageId().known().stream())
                .findFirst()
                .orElseGet(status::getImageID);
    }

    /** What the pod's probes allow, less a tenth. */
    private static Duration freezeBudget(PodFacts facts) {
        return facts.pod()
                .probeBudget()
                .map(budget -> budget.minus(budget.dividedBy(10)))
                .orElse(UNLIMITED_BY_PROBES);
    }
}

package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;

/** Gives an object from a file what every object in a cluster has: a namespace, a UID, a time of creation, a status. */
final class Completion {

    /** Of objects that nobody has created yet. */
    private static final String NEVER = "1970-01-01T00:00:00Z";

    private static final List<Class<? extends HasMetadata>> CLUSTER_WIDE =
            List.of(Node.class, io.fabric8.kubernetes.api.model.Namespace.class);

    private Completion() {}

    /**
     * The object, completed.
     *
     * @throws IllegalArgumentException when it lacks what only its author can know
     */
    static HasMetadata of(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        if (metadata == null || metadata.getName() == null) {
            throw new IllegalArgumentException(object.getKind() + " has no metadata.name");
        }
        if (metadata.getNamespace() == null && !CLUSTER_WIDE.contains(object.getClass())) {
            metadata.setNamespace("default");
        }
        if (metadata.getUid() == null) {
            metadata.setUid(object.getKind() + "/" + metadata.getNamespace() + "/" + metadata.getName());
        }
        if (metadata.getCreationTimestamp() == null) {
            metadata.setCreationTimestamp(NEVER);
        }
        switch (object) {
            case Node node -> {
                node.setSpec(node.getSpec() == null ? new NodeSpec() : node.getSpec());
                node.setStatus(node.getStatus() == null ? new NodeStatus() : node.getStatus());
            }
            case Pod pod -> {
                require(pod.getSpec(), object);
                pod.setStatus(pod.getStatus() == null ? new PodStatus() : pod.getStatus());
            }
            case Deployment deployment ->
                require(
                        deployment.getSpec() == null
                                ? null
                                : deployment.getSpec().getTemplate(),
                        object);
            case ReplicaSet replicaSet ->
                require(
                        replicaSet.getSpec() == null
                                ? null
                                : replicaSet.getSpec().getTemplate(),
                        object);
            case WorkloadRecommendation recommendation -> require(recommendation.getSpec(), object);
            default -> {}
        }
        return object;
    }

    private static void require(@org.jspecify.annotations.Nullable Object part, HasMetadata object) {
        if (part == null) {
            throw new IllegalArgumentException(
                    object.getKind() + " " + object.getMetadata().getName() + " has no spec, or no template in it");
        }
    }
}

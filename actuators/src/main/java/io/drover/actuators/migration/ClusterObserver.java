package io.drover.actuators.migration;

import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.CoordinatorState;
import io.drover.agent.protocol.Failure;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.Replacement;
import io.drover.agent.protocol.Role;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks at the cluster and says what has happened to a migration, as events. What it sees it sees again: events repeat. */
final class ClusterObserver {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";
    /** On a CheckpointRestore, by an administrator: {@code source} or {@code target} is proved dead. */
    private static final String FENCED = "drover.dev/fenced";

    private final KubernetesClient client;
    private final PodActs pods;
    private final Replacements replacements;

    ClusterObserver(KubernetesClient client, PodActs pods, Replacements replacements) {
        this.client = client;
        this.pods = pods;
        this.replacements = replacements;
    }

    List<CoordinatorEvent> observe(CheckpointRestore move, CoordinatorState state) {
        List<CoordinatorEvent> events = new ArrayList<>();
        fenced(move, events);
        source(move, events);
        state.replacement().ifPresent(bound -> replacement(move, bound, events));
        if (mayStillBeCalledOff(state)) {
            workload(move, events);
            recommendation(move, events);
        }
        if (state instanceof CoordinatorState.AwaitingReplacement) {
            replacements.stamped(move).stream()
                    .findFirst()
                    .map(Replacements::of)
                    .map(CoordinatorEvent.ReplacementObserved::new)
                    .ifPresent(events::add);
        }
        return events;
    }

    private static boolean mayStillBeCalledOff(CoordinatorState state) {
        return state.epoch().value() < 2 && !(state instanceof CoordinatorState.CleaningUp);
    }

    private void source(CheckpointRestore move, List<CoordinatorEvent> events) {
        Optional<Pod> source = pods.source(move);
        if (source.isEmpty()) {
            events.add(new CoordinatorEvent.SourcePodGone());
        } else if (source.get().getMetadata().getDeletionTimestamp() != null) {
            events.add(new CoordinatorEvent.SourceDeleted());
        }
        outOfService(move.getSpec().source().node(), Role.SOURCE, events);
    }

    private void replacement(CheckpointRestore move, Replacement bound, List<CoordinatorEvent> events) {
        Optional<Pod> pod = replacements.bound(move, bound);
        if (pod.isEmpty() || pod.get().getMetadata().getDeletionTimestamp() != null) {
            events.add(new CoordinatorEvent.ReplacementDeleted());
        } else if ("Failed".equals(pod.get().getStatus().getPhase())) {
            String why = Objects.requireNonNullElse(pod.get().getStatus().getMessage(), "the pod failed");
            events.add(new CoordinatorEvent.ReplacementFailed(
                    new Failure(MigrationReason.REPLACEMENT_FAILED, "Replacement", why)));
        } else if (replacements.isServed(move, pod.get())) {
            events.add(new CoordinatorEvent.EndpointReady());
        }
        outOfService(bound.node().value(), Role.TARGET, events);
    }

    private void outOfService(String nodeName, Role role, List<CoordinatorEvent> events) {
        Node node = client.nodes().withName(nodeName).get();
        if (node == null) {
            return;
        }
        boolean tainted = Objects.requireNonNullElse(
                        node.getSpec().getTaints(), List.<io.fabric8.kubernetes.api.model.Taint>of())
                .stream()
                .anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey()));
        if (tainted) {
            events.add(new CoordinatorEvent.ProvedDead(role, CoordinatorEvent.Proof.OUT_OF_SERVICE));
        }
        if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            events.add(new CoordinatorEvent.NodeDrained(role));
        }
    }

    private static void fenced(CheckpointRestore move, List<CoordinatorEvent> events) {
        Map<String, String> annotations = move.getMetadata().getAnnotations();
        String fenced = annotations == null ? "" : annotations.getOrDefault(FENCED, "");
        for (Role role : Role.values()) {
            if (fenced.equalsIgnoreCase(role.name())) {
                events.add(new CoordinatorEvent.ProvedDead(role, CoordinatorEvent.Proof.FENCED));
            }
        }
    }

    private void workload(CheckpointRestore move, List<CoordinatorEvent> events) {
        String namespace = move.getMetadata().getNamespace();
        Deployment workload = client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(move.getSpec().workload().name())
                .get();
        if (workload == null
                || !workload.getMetadata()
                        .getUid()
                        .equals(move.getSpec().workload().uid())
                || workload.getMetadata().getDeletionTimestamp() != null) {
            events.add(new CoordinatorEvent.WorkloadDeleted());
            return;
        }
        if (!Boolean.TRUE.equals(workload.getSpec().getPaused())) {
            events.add(new CoordinatorEvent.UnpausedByAnother());
        }
        ReplicaSet own = client.apps()
                .replicaSets()
                .inNamespace(namespace)
                .withName(move.getSpec().workload().replicaSetName())
                .get();
        if (own != null
                && !revision(own.getMetadata().getAnnotations())
                        .equals(revision(workload.getMetadata().getAnnotations()))) {
            events.add(new CoordinatorEvent.RolloutStarted());
        }
    }

    private static String revision(Map<String, String> annotations) {
        return annotations == null ? "" : annotations.getOrDefault(REVISION, "");
    }

    private void recommendation(CheckpointRestore move, List<CoordinatorEvent> events) {
        WorkloadRecommendation recommendation = client.resources(WorkloadRecommendation.class)
                .inNamespace(move.getMetadata().getNamespace())
                .withName(move.getSpec().recommendation().name())
                .get();
        boolean deleted = recommendation == null
                || !recommendation
                        .getMetadata()
                        .getUid()
                        .equals(move.getSpec().recommendation().uid())
                || recommendation.getMetadata().getDeletionTimestamp() != null
                || move.getMetadata().getDeletionTimestamp() != null;
        if (deleted) {
            events.add(new CoordinatorEvent.RecommendationDeleted());
        }
    }
}

package io.drover.operator.recommendation;

import io.drover.actuators.resize.ResizeProgress;
import io.drover.actuators.resize.ResizeReading;
import io.drover.actuators.workload.PauseMark;
import io.drover.actuators.workload.ResourceChange;
import io.drover.actuators.workload.RolloutState;
import io.drover.actuators.workload.Workload;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.DeploymentReading;
import io.drover.operator.recommendation.Observation.Template;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at the cluster on behalf of a plan that is being carried out. */
final class Observer {

    private final ClusterView view;
    private final ResizeReading resizes;
    private final Moves moves;
    private final InstantSource clock;
    /** When this process first saw new values asked of a pod; a restart of the process begins to count anew, which only waits longer. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    Observer(ClusterView view, ResizeReading resizes, Moves moves, InstantSource clock) {
        this.view = view;
        this.resizes = resizes;
        this.moves = moves;
        this.clock = clock;
    }

    Observation look(WorkloadRecommendation recommendation, Progress progress, Workload workload) {
        ResourceChange change = ResourceChanges.of(recommendation.getSpec());
        Optional<DeploymentReading> deployment = reading(recommendation);
        Map<String, Pod> live = livePods(deployment);
        Map<String, ResizeProgress> pods = new HashMap<>();
        Map<String, MoveProgress> moved = new HashMap<>();
        for (PodDecision one : progress.decisions()) {
            Pod pod = live.get(one.podName());
            if (pod != null) {
                pods.put(one.podName(), resize(pod, change));
            }
            moves.progress(recommendation, one.podName()).ifPresent(move -> moved.put(one.podName(), move));
        }
        String us = recommendation.getMetadata().getUid();
        return new Observation(
                deployment.map(one -> template(one, change)).orElse(Template.NOT_NEW),
                deployment
                        .flatMap(one -> PauseMark.of(one.deployment()))
                        .filter(us::equals)
                        .isPresent(),
                deployment.isPresent()
                        ? workload.rollout()
                        : new RolloutState.Stuck(workload.key() + " does not exist"),
                deployment.map(Observer::allReady).orElse(false),
                pods,
                moved,
                recommendation.getSpec().suspend() || isChanged(recommendation));
    }

    /** The pod of this name that still exists and does not end. */
    Optional<Pod> pod(WorkloadRecommendation recommendation, String name) {
        return Optional.ofNullable(livePods(reading(recommendation)).get(name));
    }

    /** Whether a pod serves with the new resources, as after a move that could no longer be called off. */
    boolean anyPodHasTheNewResources(WorkloadRecommendation recommendation) {
        ResourceChange change = ResourceChanges.of(recommendation.getSpec());
        return livePods(reading(recommendation)).values().stream()
                .filter(Observer::isReady)
                .anyMatch(pod -> change.isIn(pod.getSpec().getContainers()));
    }

    private static boolean allReady(DeploymentReading deployment) {
        Integer wanted = deployment.deployment().getSpec().getReplicas();
        return deployment.livePods().stream().filter(Observer::isReady).count() >= (wanted == null ? 1 : wanted);
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(one -> "Ready".equals(one.getType()) && "True".equals(one.getStatus()));
    }

    Optional<DeploymentReading> reading(WorkloadRecommendation recommendation) {
        return DeploymentReading.of(
                view,
                recommendation.getMetadata().getNamespace(),
                recommendation.getSpec().targetRef().name());
    }

    private static Map<String, Pod> livePods(Optional<DeploymentReading> deployment) {
        return deployment.map(DeploymentReading::livePods).orElse(List.of()).stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), Function.identity()));
    }

    private ResizeProgress resize(Pod pod, ResourceChange change) {
        Instant now = clock.instant();
        String key = pod.getMetadata().getUid();
        if (!change.isIn(pod.getSpec().getContainers())) {
            asked.remove(key);
            return new ResizeProgress.NotAsked();
        }
        ResizeProgress resize = resizes.of(pod, change, asked.computeIfAbsent(key, unused -> now), now);
        if (resize instanceof ResizeProgress.Done) {
            asked.remove(key);
        }
        return resize;
    }

    private static Template template(DeploymentReading reading, ResourceChange change) {
        Deployment deployment = reading.deployment();
        boolean own = change.isIn(deployment.getSpec().getTemplate().getSpec().getContainers());
        boolean newest = reading.newest()
                .map(one -> change.isIn(one.getSpec().getTemplate().getSpec().getContainers()))
                .orElse(false);
        if (!own) {
            return Template.NOT_NEW;
        }
        return newest ? Template.NEW : Template.ROLLING;
    }

    private static boolean isChanged(WorkloadRecommendation recommendation) {
        return recommendation.getStatus() != null
                && recommendation.getStatus().observedGeneration()
                        != recommendation.getMetadata().getGeneration();
    }
}

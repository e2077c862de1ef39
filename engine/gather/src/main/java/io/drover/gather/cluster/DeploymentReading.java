package io.drover.gather.cluster;

import io.drover.rules.facts.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A Deployment with its ReplicaSets and pods, as one reading of the cluster. */
public final class DeploymentReading {

    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";
    private static final String PAUSED_BY = "drover.dev/paused-by";
    private static final String OPT_OUT = "drover.dev/opt-out";

    private final Deployment deployment;
    private final List<ReplicaSet> replicaSets;
    private final List<Pod> pods;

    private DeploymentReading(Deployment deployment, List<ReplicaSet> replicaSets, List<Pod> pods) {
        this.deployment = deployment;
        this.replicaSets = replicaSets;
        this.pods = pods;
    }

    /** Reads it; empty when there is no such Deployment. */
    public static Optional<DeploymentReading> of(ClusterView view, String namespace, String name) {
        return view.deployment(namespace, name).map(deployment -> {
            List<ReplicaSet> owned = view.replicaSets(namespace).stream()
                    .filter(one -> isControlledBy(one, deployment))
                    .toList();
            List<Pod> pods = view.pods(namespace).stream()
                    .filter(pod -> owned.stream().anyMatch(one -> isControlledBy(pod, one)))
                    .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                    .toList();
            return new DeploymentReading(deployment, owned, pods);
        });
    }

    /** The object itself. */
    public Deployment deployment() {
        return deployment;
    }

    /** The ReplicaSet of the highest revision. */
    public Optional<ReplicaSet> newest() {
        return replicaSets.stream().max(Comparator.comparingLong(DeploymentReading::revision));
    }

    /** Its pods that are neither being deleted nor have ended, in the order of their names. */
    public List<Pod> livePods() {
        return pods.stream().filter(pod -> isAlive(pod)).toList();
    }

    Workload workload(Optional<Namespace> namespace, List<PodDisruptionBudget> budgets) {
        DeploymentStatus status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        Map<String, String> namespaceLabels = namespace.map(one -> labels(one)).orElse(Map.of());
        return new Workload(
                "Deployment",
                deployment.getMetadata().getNamespace(),
                deployment.getMetadata().getName(),
                labels(deployment),
                namespaceLabels,
                number(deployment.getSpec().getReplicas(), 1),
                number(status.getReadyReplicas(), 0),
                (int) livePods().stream()
                        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                        .count(),
                rolloutInProgress(status),
                Boolean.TRUE.equals(deployment.getSpec().getPaused())
                        && !annotations(deployment).containsKey(PAUSED_BY),
                newest().map(newest -> !sameTemplate(newest)).orElse(true),
                strategy(),
                "true".equals(labels(deployment).get(OPT_OUT)) || "true".equals(namespaceLabels.get(OPT_OUT)),
                disruptionsAllowed(budgets));
    }

    private boolean rolloutInProgress(DeploymentStatus status) {
        long observed = status.getObservedGeneration() == null ? 0 : status.getObservedGeneration();
        long generation = deployment.getMetadata().getGeneration() == null
                ? 0
                : deployment.getMetadata().getGeneration();
        int all = number(status.getReplicas(), 0);
        return observed < generation || number(status.getUpdatedReplicas(), 0) < all;
    }

    private boolean sameTemplate(ReplicaSet newest) {
        return withoutHash(newest.getSpec().getTemplate())
                .equals(withoutHash(deployment.getSpec().getTemplate()));
    }

    private String strategy() {
        return deployment.getSpec().getStrategy() == null
                        || deployment.getSpec().getStrategy().getType() == null
                ? "RollingUpdate"
                : deployment.getSpec().getStrategy().getType();
    }

    private Optional<Integer> disruptionsAllowed(List<PodDisruptionBudget> budgets) {
        Map<String, String> podLabels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        return budgets.stream()
                .filter(budget -> Labels.match(budget.getSpec().getSelector(), podLabels))
                .map(budget -> budget.getStatus() == null
                        ? 0
                        : number(budget.getStatus().getDisruptionsAllowed(), 0))
                .min(Integer::compareTo);
    }

    private static boolean isControlledBy(HasMetadata candidate, HasMetadata controller) {
        return PodResources.orEmpty(candidate.getMetadata().getOwnerReferences()).stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getUid().equals(controller.getMetadata().getUid()));
    }

    private static boolean isAlive(Pod pod) {
        String phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return pod.getMetadata().getDeletionTimestamp() == null
                && !"Succeeded".equals(phase)
                && !"Failed".equals(phase);
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels(HASH)
                .endMetadata()
                .build();
    }

    private static long revision(ReplicaSet replicaSet) {
        try {
            return Long.parseLong(annotations(replicaSet).getOrDefault(REVISION, "0"));
        } catch (NumberFormatException notTheControllers) {
            return 0;
        }
    }

    private static Map<String, String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }

    private static int number(Integer orNull, int otherwise) {
        return orNull == null ? otherwise : orNull;
    }
}

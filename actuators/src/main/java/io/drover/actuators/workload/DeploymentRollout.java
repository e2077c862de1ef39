package io.drover.actuators.workload;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Objects;

/** Reads a Deployment's status as {@code kubectl rollout status} does. Source: k8s.io/kubectl/pkg/polymorphichelpers, DeploymentStatusViewer. */
public final class DeploymentRollout {

    private DeploymentRollout() {}

    /** How far it is, by its own status alone. */
    public static RolloutState of(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        if (status == null
                || number(status.getObservedGeneration())
                        < number(deployment.getMetadata().getGeneration())) {
            return new RolloutState.Progressing(0, wanted);
        }
        int updated = number(status.getUpdatedReplicas());
        for (DeploymentCondition condition : orEmpty(status.getConditions())) {
            if ("Progressing".equals(condition.getType()) && "ProgressDeadlineExceeded".equals(condition.getReason())) {
                return new RolloutState.Stuck(condition.getMessage());
            }
        }
        boolean complete = updated >= wanted
                && number(status.getReplicas()) <= updated
                && number(status.getAvailableReplicas()) >= updated;
        return complete ? new RolloutState.Complete() : new RolloutState.Progressing(updated, wanted);
    }

    private static List<DeploymentCondition> orEmpty(List<DeploymentCondition> conditions) {
        return conditions == null ? List.of() : conditions;
    }

    private static int number(Integer orNull) {
        return orNull == null ? 0 : orNull;
    }

    private static long number(Long orNull) {
        return orNull == null ? 0 : orNull;
    }
}

package io.drover.operator.recommendation;

import io.drover.actuators.undo.DebtLedger;
import io.drover.actuators.workload.ApiRefusal;
import io.drover.actuators.workload.Attempt;
import io.drover.crds.recommendation.v1alpha1.Debts;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatusBuilder;
import io.drover.operator.finalizer.Finalizer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The status of one recommendation during one reconciliation: every change is stored before the next line of code runs. One thread. */
final class StatusBook implements DebtLedger {

    private static final int ATTEMPTS = 5;
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private WorkloadRecommendation recommendation;

    private StatusBook(KubernetesClient client, WorkloadRecommendation recommendation) {
        this.client = client;
        this.recommendation = recommendation;
    }

    /** Opens it on what the API server has now; empty when the recommendation is gone. */
    static Optional<StatusBook> open(KubernetesClient client, String namespace, String name) {
        return read(client, namespace, name).map(now -> new StatusBook(client, now));
    }

    /** From now on the recommendation stays, even when it is deleted, until nothing is owed. */
    void hold(Finalizer finalizer) {
        recommendation = finalizer.putOn(recommendation);
    }

    WorkloadRecommendation recommendation() {
        return recommendation;
    }

    WorkloadRecommendationStatus status() {
        return Objects.requireNonNullElseGet(recommendation.getStatus(), WorkloadRecommendationStatus::pending);
    }

    Progress progress() {
        return Progress.of(recommendation);
    }

    /**
     * Changes the status. Somebody else's change of the spec in between does not matter: the status is this operator's alone.
     *
     * @throws KubernetesClientException when it could not be stored: nothing that depends on it may be done
     */
    void change(UnaryOperator<WorkloadRecommendationStatusBuilder> change) {
        for (int attempt = 1; ; attempt++) {
            WorkloadRecommendationStatus changed =
                    change.apply(status().toBuilder()).build();
            if (changed.equals(recommendation.getStatus())) {
                return;
            }
            WorkloadRecommendationStatus before = recommendation.getStatus();
            recommendation.setStatus(changed);
            try {
                recommendation = client.resource(recommendation).updateStatus();
                return;
            } catch (KubernetesClientException refused) {
                recommendation.setStatus(before);
                if (refused.getCode() != CONFLICT || attempt == ATTEMPTS) {
                    throw refused;
                }
                refresh(refused);
            }
        }
    }

    @Override
    public Debts owed() {
        return status().debts();
    }

    @Override
    public Attempt write(Debts debts) {
        return ApiRefusal.attempt(() -> change(status -> status.debts(debts)));
    }

    private void refresh(KubernetesClientException refused) {
        recommendation = read(
                        client,
                        recommendation.getMetadata().getNamespace(),
                        recommendation.getMetadata().getName())
                .orElseThrow(() -> refused);
    }

    private static Optional<WorkloadRecommendation> read(KubernetesClient client, String namespace, String name) {
        return Optional.ofNullable(client.resources(WorkloadRecommendation.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }
}

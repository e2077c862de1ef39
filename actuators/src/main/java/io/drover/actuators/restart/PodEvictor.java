package io.drover.actuators.restart;

import io.drover.actuators.workload.ApiRefusal;
import io.drover.actuators.workload.Attempt;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Evicts one pod object and no other that might have taken its name. Source: Kubernetes documentation, "API-initiated Eviction". */
public final class PodEvictor {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;

    public PodEvictor(KubernetesClient client) {
        this.client = client;
    }

    /** Done when the eviction is accepted or the pod is gone already; it then ends by its own grace period. */
    public Attempt evict(Pod pod) {
        Eviction eviction = new EvictionBuilder()
                .withNewMetadata()
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .endMetadata()
                .withDeleteOptions(new DeleteOptionsBuilder()
                        .withNewPreconditions()
                        .withUid(pod.getMetadata().getUid())
                        .endPreconditions()
                        .build())
                .build();
        return ApiRefusal.attempt(() -> {
            try {
                boolean accepted = client.pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .evict(eviction);
                return accepted ? new Attempt.Done() : noRoom(pod);
            } catch (KubernetesClientException thrown) {
                return switch (thrown.getCode()) {
                    case TOO_MANY_REQUESTS -> noRoom(pod);
                    case NOT_FOUND -> new Attempt.Done();
                    default -> throw thrown;
                };
            }
        });
    }

    private static Attempt noRoom(Pod pod) {
        return new Attempt.Refused(
                EvictionReason.DISRUPTION_BUDGET_EXHAUSTED,
                "a PodDisruptionBudget does not let " + pod.getMetadata().getName() + " go now");
    }
}

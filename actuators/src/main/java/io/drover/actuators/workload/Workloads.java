package io.drover.actuators.workload;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Finds the adapter for a workload by its kind. */
public final class Workloads {

    private final KubernetesClient client;

    public Workloads(KubernetesClient client) {
        this.client = client;
    }

    /** The adapter, or {@code UnsupportedKind}. Whether the object exists is not looked at. */
    public Adapter find(WorkloadKey key) {
        return switch (key.kind()) {
            case "Deployment" -> new Adapter.Found(new DeploymentWorkload(client, key));
            default ->
                new Adapter.Refused(new Attempt.Refused(
                        WorkloadReason.UNSUPPORTED_KIND, "kind " + key.kind() + " is not supported, Deployment is"));
        };
    }

    /** What was found. */
    public sealed interface Adapter {

        /** There is an adapter. */
        record Found(Workload workload) implements Adapter {}

        /** There is none. */
        record Refused(Attempt.Refused why) implements Adapter {}
    }
}

package io.drover.actuators.workload;

/**
 * Which workload, written as Kubernetes does.
 *
 * @param namespace never blank
 * @param kind such as {@code Deployment}
 * @param name never blank
 */
public record WorkloadKey(String namespace, String kind, String name) {

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}

package io.drover.gather.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Takes out what no fact is made from and nobody wants to hand around: values of environment variables, copies of manifests in annotations. */
final class Redaction {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final String REDACTED = "redacted";

    private final KubernetesSerialization serialization;

    Redaction(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** A copy without them. */
    <T extends HasMetadata> T of(T object) {
        T copy = serialization.clone(object);
        copy.getMetadata().setManagedFields(List.of());
        if (copy.getMetadata().getAnnotations() != null) {
            TreeMap<String, String> annotations =
                    new TreeMap<>(copy.getMetadata().getAnnotations());
            annotations.remove(LAST_APPLIED);
            copy.getMetadata().setAnnotations(annotations);
        }
        switch (copy) {
            case Pod pod -> spec(pod.getSpec());
            case Deployment deployment ->
                spec(deployment.getSpec().getTemplate().getSpec());
            case ReplicaSet replicaSet ->
                spec(replicaSet.getSpec().getTemplate().getSpec());
            default -> {}
        }
        return copy;
    }

    private static void spec(PodSpec spec) {
        List<Container> all = new ArrayList<>(spec.getContainers());
        if (spec.getInitContainers() != null) {
            all.addAll(spec.getInitContainers());
        }
        for (Container container : all) {
            if (container.getEnv() != null) {
                container.getEnv().forEach(Redaction::variable);
            }
        }
    }

    private static void variable(EnvVar variable) {
        if (variable.getValue() != null) {
            variable.setValue(REDACTED);
        }
    }
}

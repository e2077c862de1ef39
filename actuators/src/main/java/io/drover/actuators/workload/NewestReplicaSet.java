package io.drover.actuators.workload;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which ReplicaSet a Deployment is at, and whether the two agree. Source: k8s.io/kubernetes/pkg/controller/deployment/util. */
public final class NewestReplicaSet {

    static final String REVISION = "deployment.kubernetes.io/revision";
    static final String HASH = "pod-template-hash";

    private NewestReplicaSet() {}

    /** The ReplicaSet controlled by the Deployment that has the highest revision; empty before its controller made one. */
    public static Optional<ReplicaSet> of(Deployment deployment, List<ReplicaSet> candidates) {
        return candidates.stream()
                .filter(candidate -> isControlledBy(candidate, deployment))
                .max(Comparator.comparingLong(NewestReplicaSet::revision));
    }

    /** Whether the Deployment's controller would take this ReplicaSet as its newest one, that is, would roll nothing out. */
    public static boolean agrees(Deployment deployment, ReplicaSet replicaSet) {
        return sameButHash(
                deployment.getSpec().getTemplate(), replicaSet.getSpec().getTemplate());
    }

    static boolean isControlledBy(ReplicaSet candidate, Deployment deployment) {
        return candidate.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getUid().equals(deployment.getMetadata().getUid()));
    }

    private static boolean sameButHash(PodTemplateSpec one, PodTemplateSpec other) {
        return withoutHash(one).equals(withoutHash(other));
    }

    private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .removeFromLabels(HASH)
                .endMetadata()
                .build();
    }

    private static long revision(ReplicaSet replicaSet) {
        String written = replicaSet.getMetadata().getAnnotations() == null
                ? null
                : replicaSet.getMetadata().getAnnotations().get(REVISION);
        try {
            return written == null ? 0 : Long.parseLong(written);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}

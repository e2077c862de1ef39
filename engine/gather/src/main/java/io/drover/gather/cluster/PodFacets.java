package io.drover.gather.cluster;

import static io.drover.gather.cluster.PodResources.orEmpty;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads from a pod's spec what ties it to its node, its name or its address. */
final class PodFacets {

    private static final String HOST_NAME = "kubernetes.io/hostname";
    private static final Set<String> IDENTITY = Set.of(
            "metadata.name",
            "metadata.uid",
            "status.podIP",
            "status.podIPs",
            "spec.nodeName",
            "status.hostIP",
            "status.hostIPs");

    private final Pod pod;
    private final List<PersistentVolumeClaim> claims;

    PodFacets(Pod pod, List<PersistentVolumeClaim> claims) {
        this.pod = pod;
        this.claims = claims;
    }

    static List<Integer> hostPorts(PodSpec spec) {
        return spec.getContainers().stream()
                .flatMap(container -> orEmpty(container.getPorts()).stream())
                .map(ContainerPort::getHostPort)
                .filter(port -> port != null && port > 0)
                .toList();
    }

    List<String> hostPathVolumes() {
        return orEmpty(pod.getSpec().getVolumes()).stream()
                .filter(volume -> volume.getHostPath() != null)
                .map(Volume::getName)
                .toList();
    }

    List<String> volumesThatMustMove() {
        return orEmpty(pod.getSpec().getVolumes()).stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName())
                .filter(name -> PodFeatures.hasMode(claims, name, "ReadWriteOnce")
                        || PodFeatures.hasMode(claims, name, "ReadWriteOncePod"))
                .filter(name -> !PodFeatures.hasMode(claims, name, "ReadWriteMany"))
                .toList();
    }

    List<String> identityEnv() {
        List<String> found = new ArrayList<>();
        for (Container container : pod.getSpec().getContainers()) {
            for (EnvVar variable : orEmpty(container.getEnv())) {
                boolean identity = variable.getValueFrom() != null
                        && variable.getValueFrom().getFieldRef() != null
                        && IDENTITY.contains(
                                variable.getValueFrom().getFieldRef().getFieldPath());
                if (identity) {
                    found.add(container.getName() + "/" + variable.getName());
                }
            }
        }
        return found;
    }

    /** Whether a required anti-affinity by host name matches the pod's own labels. */
    boolean selfAntiAffinity() {
        return repels(pod);
    }

    /** Whether a required anti-affinity by host name keeps this pod off the node of the other. */
    boolean repels(Pod other) {
        return requiredAntiAffinity().stream()
                .filter(term -> HOST_NAME.equals(term.getTopologyKey()))
                .filter(term -> concernsNamespaceOf(term, other))
                .anyMatch(term -> Labels.match(
                        term.getLabelSelector(), other.getMetadata().getLabels()));
    }

    private boolean concernsNamespaceOf(PodAffinityTerm term, Pod other) {
        String namespace = other.getMetadata().getNamespace();
        List<String> named = orEmpty(term.getNamespaces());
        return named.isEmpty()
                ? Objects.equals(namespace, pod.getMetadata().getNamespace())
                : named.contains(namespace);
    }

    private List<PodAffinityTerm> requiredAntiAffinity() {
        boolean none = pod.getSpec().getAffinity() == null
                || pod.getSpec().getAffinity().getPodAntiAffinity() == null;
        return none
                ? List.of()
                : orEmpty(pod.getSpec()
                        .getAffinity()
                        .getPodAntiAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution());
    }
}

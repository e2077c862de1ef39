package io.drover.gather.cluster;

import static io.drover.gather.cluster.PodResources.orEmpty;

import io.drover.rules.facts.Feature;
import io.drover.rules.facts.Feature.Kind;
import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what in a pod's spec keeps its processes from being moved. */
final class PodFeatures {

    private static final String LOCALHOST = "Localhost";

    private final PodSpec spec;
    private final List<PersistentVolumeClaim> claims;
    private final List<Feature> found = new ArrayList<>();

    private PodFeatures(PodSpec spec, List<PersistentVolumeClaim> claims) {
        this.spec = spec;
        this.claims = claims;
    }

    static List<Feature> of(Pod pod, List<PersistentVolumeClaim> claims) {
        PodFeatures features = new PodFeatures(pod.getSpec(), claims);
        features.pod();
        orEmpty(pod.getSpec().getVolumes()).forEach(features::volume);
        pod.getSpec().getContainers().forEach(features::container);
        return List.copyOf(features.found);
    }

    private void pod() {
        add(
                Boolean.TRUE.equals(spec.getShareProcessNamespace()),
                Kind.SHARED_PROCESS_NAMESPACE,
                "shareProcessNamespace is true");
        add(Boolean.TRUE.equals(spec.getHostPID()), Kind.HOST_PID, "hostPID is true");
        add(Boolean.TRUE.equals(spec.getHostIPC()), Kind.HOST_IPC, "hostIPC is true");
        add(Boolean.FALSE.equals(spec.getHostUsers()), Kind.USER_NAMESPACE, "hostUsers is false");
        orEmpty(spec.getEphemeralContainers())
                .forEach(one -> add(true, Kind.EPHEMERAL_CONTAINERS, "ephemeral container " + one.getName()));
        orEmpty(spec.getResourceClaims())
                .forEach(one -> add(true, Kind.RESOURCE_CLAIMS, "resource claim " + one.getName()));
        orEmpty(spec.getReadinessGates())
                .forEach(one -> add(true, Kind.READINESS_GATE, "readiness gate " + one.getConditionType()));
        if (spec.getSecurityContext() != null) {
            profiles(
                    "the pod",
                    spec.getSecurityContext().getSeccompProfile(),
                    spec.getSecurityContext().getAppArmorProfile());
        }
    }

    private void volume(Volume volume) {
        add(
                volume.getEphemeral() != null,
                Kind.EPHEMERAL_VOLUME,
                "volume " + volume.getName() + " is a generic ephemeral volume");
        add(volume.getCsi() != null, Kind.CSI_INLINE_VOLUME, "volume " + volume.getName() + " is an inline CSI volume");
        if (volume.getPersistentVolumeClaim() != null) {
            String name = volume.getPersistentVolumeClaim().getClaimName();
            add(
                    hasMode(claims, name, "ReadWriteOncePod"),
                    Kind.READ_WRITE_ONCE_POD,
                    "claim " + name + " has access mode ReadWriteOncePod");
        }
    }

    private void container(Container container) {
        String name = "container " + container.getName();
        add(Boolean.TRUE.equals(container.getTty()), Kind.TERMINAL, name + " has tty: true");
        add(Boolean.TRUE.equals(container.getStdin()), Kind.TERMINAL, name + " has stdin: true");
        if (container.getSecurityContext() != null) {
            profiles(
                    name,
                    container.getSecurityContext().getSeccompProfile(),
                    container.getSecurityContext().getAppArmorProfile());
        }
        for (String resource : resources(container)) {
            add(resource.startsWith("hugepages-"), Kind.HUGE_PAGES, name + " asks for " + resource);
            add(isDevice(resource), Kind.DEVICE, name + " asks for " + resource);
        }
    }

    private void profiles(String where, @Nullable SeccompProfile seccomp, @Nullable AppArmorProfile appArmor) {
        add(
                seccomp != null && LOCALHOST.equals(seccomp.getType()),
                Kind.LOCALHOST_PROFILE,
                where + " has a Localhost seccomp profile");
        add(
                appArmor != null && LOCALHOST.equals(appArmor.getType()),
                Kind.LOCALHOST_PROFILE,
                where + " has a Localhost AppArmor profile");
    }

    static boolean hasMode(List<PersistentVolumeClaim> claims, String name, String mode) {
        return claims.stream()
                .filter(claim -> claim.getMetadata().getName().equals(name))
                .anyMatch(claim -> orEmpty(claim.getSpec().getAccessModes()).contains(mode));
    }

    /** Extended resources have a domain; those of kubernetes.io itself are no devices. */
    private static boolean isDevice(String resource) {
        return resource.contains("/")
                && !resource.substring(0, resource.indexOf('/')).endsWith("kubernetes.io");
    }

    private static Set<String> resources(Container container) {
        Set<String> names = new TreeSet<>();
        if (container.getResources() != null) {
            names.addAll(Objects.requireNonNullElse(container.getResources().getRequests(), Map.<String, Quantity>of())
                    .keySet());
            names.addAll(Objects.requireNonNullElse(container.getResources().getLimits(), Map.<String, Quantity>of())
                    .keySet());
        }
        return names;
    }

    private void add(boolean present, Kind kind, String detail) {
        if (present) {
            found.add(new Feature(kind, detail));
        }
    }
}

package io.drover.gather.cluster;

import static io.drover.gather.cluster.PodResources.orEmpty;

import io.drover.gather.inspection.InspectedPod;
import io.drover.rules.facts.Container;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.QosClass;
import io.drover.rules.facts.Resources;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes the facts of one pod and its containers from the objects around it. */
final class PodReading {

    private static final String MIRROR = "kubernetes.io/config.mirror";

    private final Pod pod;
    private final Map<ContainerName, Resources> recommended;
    private final PodFacets facets;
    private final List<PersistentVolumeClaim> claims;

    PodReading(Pod pod, Map<ContainerName, Resources> recommended, List<PersistentVolumeClaim> claims) {
        this.pod = pod;
        this.recommended = recommended;
        this.claims = claims;
        this.facets = new PodFacets(pod, claims);
    }

    PodFacets facets() {
        return facets;
    }

    io.drover.rules.facts.Pod fact(Optional<Node> node, Instant now) {
        int priority = Objects.requireNonNullElse(pod.getSpec().getPriority(), 0);
        return new io.drover.rules.facts.Pod(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                new PodUid(pod.getMetadata().getUid()),
                Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of()),
                annotations(),
                RecommendationReading.age(pod.getMetadata().getCreationTimestamp(), now),
                Objects.requireNonNullElse(pod.getStatus().getPhase(), "Unknown"),
                ResizeState.condition(pod, "Ready").isPresent(),
                pod.getMetadata().getDeletionTimestamp() != null,
                node(),
                qosNow(),
                QosClasses.of(all(true)),
                priority,
                priority > 0 && !"Never".equals(pod.getSpec().getPreemptionPolicy()),
                annotations().containsKey(MIRROR),
                isWindows(node),
                Boolean.TRUE.equals(pod.getSpec().getHostNetwork()),
                PodFacets.hostPorts(pod.getSpec()),
                facets.hostPathVolumes(),
                facets.volumesThatMustMove(),
                facets.identityEnv(),
                facets.selfAntiAffinity(),
                pod.getSpec().getResources() != null,
                PodFeatures.of(pod, claims),
                List.copyOf(
                        Objects.requireNonNullElse(pod.getSpec().getAdditionalProperties(), Map.<String, Object>of())
                                .keySet()),
                ProbeBudget.of(pod));
    }

    List<Container> containers(
            PodTemplateSpec template,
            Observed<Map<ContainerName, Observed<Inspection>>> inspected,
            List<Node> nodes,
            Set<String> freshSidecars) {
        List<Container> containers = new ArrayList<>();
        for (io.fabric8.kubernetes.api.model.Container container : pod.getSpec().getContainers()) {
            ContainerName name = new ContainerName(container.getName());
            String templateImage = template.getSpec().getContainers().stream()
                    .filter(one -> one.getName().equals(container.getName()))
                    .map(io.fabric8.kubernetes.api.model.Container::getImage)
                    .findFirst()
                    .orElse("");
            containers.add(new Container(
                    name,
                    PodResources.inForce(container, status(container.getName())),
                    recommended.getOrDefault(name, Resources.NONE),
                    container.getImage(),
                    templateImage,
                    ImageCoherence.of(container.getImage(), templateImage, status(container.getName()), nodes),
                    restartsOn(container, "cpu"),
                    restartsOn(container, "memory"),
                    freshSidecars.contains(container.getName()),
                    inspection(inspected, name)));
        }
        return List.copyOf(containers);
    }

    List<Resources> now() {
        return pod.getSpec().getContainers().stream()
                .map(container -> PodResources.of(container.getResources()))
                .toList();
    }

    List<Resources> after() {
        return pod.getSpec().getContainers().stream().map(this::after).toList();
    }

    /** As an agent has to know it; empty while nothing of it runs on a node. */
    Optional<InspectedPod> inspected() {
        Map<ContainerName, String> running = new HashMap<>();
        for (ContainerStatus status : orEmpty(pod.getStatus().getContainerStatuses())) {
            if (status.getState() != null
                    && status.getState().getRunning() != null
                    && status.getContainerID() != null) {
                running.put(
                        new ContainerName(status.getName()),
                        status.getContainerID()
                                .substring(status.getContainerID().indexOf("//") + 2));
            }
        }
        return running.isEmpty()
                ? Optional.empty()
                : node().map(node -> new InspectedPod(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        new PodUid(pod.getMetadata().getUid()),
                        node,
                        Objects.requireNonNullElse(pod.getStatus().getPodIP(), ""),
                        running));
    }

    Optional<NodeName> node() {
        return Optional.ofNullable(pod.getSpec().getNodeName())
                .filter(name -> !name.isBlank())
                .map(NodeName::new);
    }

    private static Observed<Inspection> inspection(
            Observed<Map<ContainerName, Observed<Inspection>>> inspected, ContainerName name) {
        return switch (inspected) {
            case Observed.Unknown<Map<ContainerName, Observed<Inspection>>>(String why) -> Observed.unknown(why);
            case Observed.Known<Map<ContainerName, Observed<Inspection>>>(var each) ->
                each.getOrDefault(name, Observed.unknown("the agent said nothing about container " + name));
        };
    }

    private QosClass qosNow() {
        String written = Objects.requireNonNullElse(pod.getStatus().getQosClass(), "");
        for (QosClass one : QosClass.values()) {
            if (one.toString().equals(written)) {
                return one;
            }
        }
        return QosClasses.of(all(false));
    }

    private List<Resources> all(boolean recommendedOnes) {
        List<Resources> all = new ArrayList<>(recommendedOnes ? after() : now());
        orEmpty(pod.getSpec().getInitContainers()).forEach(init -> all.add(PodResources.of(init.getResources())));
        return all;
    }

    private Resources after(io.fabric8.kubernetes.api.model.Container container) {
        return recommended
                .getOrDefault(new ContainerName(container.getName()), Resources.NONE)
                .over(PodResources.of(container.getResources()));
    }

    private Optional<ContainerStatus> status(String container) {
        return orEmpty(pod.getStatus().getContainerStatuses()).stream()
                .filter(status -> status.getName().equals(container))
                .findFirst();
    }

    private static boolean restartsOn(io.fabric8.kubernetes.api.model.Container container, String resource) {
        return orEmpty(container.getResizePolicy()).stream()
                .filter(policy -> resource.equals(policy.getResourceName()))
                .map(ContainerResizePolicy::getRestartPolicy)
                .anyMatch("RestartContainer"::equals);
    }

    private boolean isWindows(Optional<Node> node) {
        boolean said = pod.getSpec().getOs() != null
                && "windows".equals(pod.getSpec().getOs().getName());
        return said
                || node.map(one -> one.getMetadata().getLabels())
                        .map(labels -> "windows".equals(labels.get("kubernetes.io/os")))
                        .orElse(false);
    }

    private Map<String, String> annotations() {
        return Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    }
}

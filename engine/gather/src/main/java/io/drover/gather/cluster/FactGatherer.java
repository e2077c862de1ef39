package io.drover.gather.cluster;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Candidate;
import io.drover.rules.facts.Clock;
import io.drover.rules.facts.Cluster;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.Resources;
import io.drover.rules.facts.Version;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers everything that a plan for one workload is made from: one reading of the cluster, and what agents say about it. */
public final class FactGatherer {

    private static final Version RESIZE_SINCE = Version.parse("1.33");
    private static final Version MEMORY_DECREASE_SINCE = Version.parse("1.34");

    private final ClusterView view;
    private final Inspections inspections;
    private final GatherSettings settings;
    private final InstantSource clock;

    public FactGatherer(ClusterView view, Inspections inspections, GatherSettings settings, InstantSource clock) {
        this.view = view;
        this.inspections = inspections;
        this.settings = settings;
        this.clock = clock;
    }

    /** The facts for this recommendation; empty when its target does not exist. */
    public Optional<WorkloadFacts> gather(WorkloadRecommendation recommendation) {
        String namespace = recommendation.getMetadata().getNamespace();
        return DeploymentReading.of(
                        view, namespace, recommendation.getSpec().targetRef().name())
                .map(deployment -> new OneReading(recommendation, deployment).facts());
    }

    /** One reading: the lists that are looked at again and again are taken once. */
    private final class OneReading {

        private final WorkloadRecommendation recommendation;
        private final DeploymentReading deployment;
        private final String namespace;
        private final Instant now = clock.instant();
        private final List<Node> nodes = view.nodes();
        private final Map<String, List<Pod>> bound = view.podsByNode();
        private final Map<NodeName, Agent> agents = new HashMap<>();
        private final Map<ContainerName, Resources> recommended;
        private final List<PersistentVolumeClaim> claims;

        OneReading(WorkloadRecommendation recommendation, DeploymentReading deployment) {
            this.recommendation = recommendation;
            this.deployment = deployment;
            this.namespace = recommendation.getMetadata().getNamespace();
            this.recommended = RecommendationReading.resources(recommendation.getSpec());
            this.claims = view.claims(namespace);
        }

        WorkloadFacts facts() {
            PodTemplateSpec template = deployment.deployment().getSpec().getTemplate();
            List<Pod> pods = deployment.livePods();
            return new WorkloadFacts(
                    RecommendationReading.of(recommendation, template, now),
                    deployment.workload(view.namespace(namespace), view.disruptionBudgets(namespace)),
                    cluster(pods),
                    new Clock(now, settings.zone()),
                    RecommendationReading.history(recommendation, view.recommendations(namespace), now),
                    pods.stream().map(pod -> pod(pod, template)).toList());
        }

        private Cluster cluster(List<Pod> pods) {
            Version version = view.serverVersion();
            QuotaRoom room = new QuotaRoom(view.quotas(namespace), view.limitRanges(namespace));
            Optional<PodReading> first = pods.stream().findFirst().map(pod -> new PodReading(pod, recommended, claims));
            return new Cluster(
                    version,
                    version.compareTo(RESIZE_SINCE) >= 0,
                    version.compareTo(MEMORY_DECREASE_SINCE) >= 0,
                    Observed.of(
                            first.map(one -> room.againstSecondPod(one.after())).orElse(List.of())),
                    Observed.of(first.map(one -> room.againstResize(one.now(), one.after()))
                            .orElse(List.of())));
        }

        private PodFacts pod(Pod pod, PodTemplateSpec template) {
            PodReading reading = new PodReading(pod, recommended, claims);
            Optional<Node> node = nodes.stream()
                    .filter(one ->
                            one.getMetadata().getName().equals(pod.getSpec().getNodeName()))
                    .findFirst();
            return new PodFacts(
                    reading.fact(node, now),
                    reading.containers(
                            template,
                            reading.inspected()
                                    .map(inspections::pod)
                                    .orElseGet(() -> Observed.unknown("nothing of the pod runs")),
                            nodes,
                            settings.freshSidecars()),
                    ResizeState.of(pod, now),
                    node.map(one -> Observed.of(node(one)))
                            .orElseGet(() -> Observed.unknown("the pod is bound to no node that exists")),
                    node.map(this::agent)
                            .orElseGet(() -> Agent.notAsked(new NodeName("none"), "the pod is bound to no node")),
                    candidates(pod, reading.facets()));
        }

        private List<Candidate> candidates(Pod pod, PodFacets facets) {
            Scheduling scheduling = new Scheduling(pod, facets);
            return nodes.stream()
                    .map(node -> new Candidate(node(node), agent(node), scheduling.against(node, boundTo(node))))
                    .toList();
        }

        private io.drover.rules.facts.Node node(Node node) {
            return NodeFacts.of(node, boundTo(node));
        }

        private List<Pod> boundTo(Node node) {
            return bound.getOrDefault(node.getMetadata().getName(), List.of());
        }

        private Agent agent(Node node) {
            return agents.computeIfAbsent(new NodeName(node.getMetadata().getName()), inspections::agent);
        }
    }
}

package io.drover.operator.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.Fallback;
import io.drover.crds.recommendation.v1alpha1.PodResultPhase;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpecBuilder;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.cluster.LiveClusterView;
import io.drover.gather.inspection.Inspections;
import io.drover.operator.TestCluster;
import io.drover.operator.migration.MoveStarter;
import io.drover.operator.report.Events;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens to a workload on a real cluster, kubelets included; only the rules are the test's own. */
class RecommendationIT {

    private static final String NAMESPACE =
            "recommendation-it-" + Long.toString(System.nanoTime(), 36).toLowerCase(java.util.Locale.ROOT);
    private static final long PATIENCE_SECONDS = 120;

    private static KubernetesClient client;
    private static Operator operator;

    @BeforeAll
    static void startTheOperator() {
        var cluster = TestCluster.client();
        Assumptions.assumeTrue(cluster.isPresent(), "there is no test cluster");
        Assumptions.assumeFalse(
                TestCluster.hasAnOperator(cluster.get()),
                "Drover is installed there: two operators would work at once");
        client = cluster.get();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        LiveClusterView view = new LiveClusterView(client);
        InstantSource clock = InstantSource.system();
        FactGatherer gatherer =
                new FactGatherer(view, Inspections.none("no agents in this test"), GatherSettings.DEFAULT, clock);
        operator =
                new Operator(overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
        operator.register(
                Recommendations.reconciler(
                        client,
                        view,
                        gatherer,
                        new FakeDecider(),
                        new MoveStarter(client, view, gatherer, NAMESPACE, Set.of()),
                        new Events(client, clock),
                        plan -> {},
                        clock),
                configuration -> configuration.settingNamespace(NAMESPACE));
        operator.start();
    }

    @AfterAll
    static void stopTheOperator() {
        if (client != null) {
            client.resources(WorkloadRecommendation.class)
                    .inNamespace(NAMESPACE)
                    .delete();
            operator.stop();
            client.namespaces().withName(NAMESPACE).delete();
            client.close();
        }
    }

    @Test
    void aPodIsResizedInPlaceAndTheTemplateFollowsWithoutARollout() {
        // Given
        Deployment cache = running("in-place", 2);
        List<Pod> before = pods("in-place");
        // When
        recommends("in-place", spec -> spec.useInPlaceVerticalScaling(true), "150m", "96Mi");
        // Then
        WorkloadRecommendation done = ends("in-place", RecommendationPhase.APPLIED);
        assertThat(done.getStatus().rollingCheckpoint().podResults())
                .allMatch(result -> result.phase() == PodResultPhase.COMPLETED)
                .hasSize(2);
        List<Pod> after = pods("in-place");
        assertThat(uids(after)).isEqualTo(uids(before));
        assertThat(after).allSatisfy(pod -> {
            assertThat(pod.getStatus().getContainerStatuses().getFirst().getRestartCount())
                    .isZero();
            assertThat(request(pod)).isEqualTo(new Quantity("150m"));
            assertThat(pod.getStatus()
                            .getContainerStatuses()
                            .getFirst()
                            .getResources()
                            .getRequests())
                    .containsEntry("memory", new Quantity("96Mi"));
        });
        assertUntouched(cache, "in-place");
        assertThat(done.getStatus().debts().owed()).isFalse();
    }

    @Test
    void aRollingRestartIsTheWorkloadsOwnRollout() {
        // Given
        running("restart", 1);
        // When
        recommends("restart", spec -> spec, "150m", "96Mi");
        // Then
        ends("restart", RecommendationPhase.APPLIED);
        assertThat(pods("restart")).hasSize(1).allMatch(pod -> request(pod).equals(new Quantity("150m")));
    }

    @Test
    void aResizeThatTheNodeCanNeverGiveIsTakenBack() {
        // Given
        Deployment cache = running("infeasible", 1);
        // When
        recommends("infeasible", spec -> spec.useInPlaceVerticalScaling(true).fallback(Fallback.NONE), "64", "96Mi");
        // Then
        WorkloadRecommendation done = ends("infeasible", RecommendationPhase.FAILED);
        assertThat(done.getStatus().message()).contains("ResizeInfeasible");
        assertThat(pods("infeasible")).hasSize(1).allMatch(pod -> request(pod).equals(new Quantity("100m")));
        assertUntouched(cache, "infeasible");
    }

    @Test
    void aRecommendationThatIsDeletedWhileItWaitsForTheNodeLeavesEverythingAsItWas() {
        // Given
        Deployment cache = running("deleted", 1);
        recommends("deleted", spec -> spec.useInPlaceVerticalScaling(true), "1990m", "96Mi");
        ends("deleted", RecommendationPhase.IN_PLACE_SCALING);
        // When
        client.resources(WorkloadRecommendation.class)
                .inNamespace(NAMESPACE)
                .withName("deleted")
                .delete();
        // Then
        client.resources(WorkloadRecommendation.class)
                .inNamespace(NAMESPACE)
                .withName("deleted")
                .waitUntilCondition(java.util.Objects::isNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(pods("deleted")).hasSize(1).allMatch(pod -> request(pod).equals(new Quantity("100m")));
        assertUntouched(cache, "deleted");
    }

    @Test
    void theSecondRecommendationForAWorkloadWaitsForTheFirst() {
        // Given
        running("two", 1);
        // When
        recommends("two", "two-first", spec -> spec.useInPlaceVerticalScaling(true), "150m", "96Mi");
        recommends("two", "two-second", spec -> spec.useInPlaceVerticalScaling(true), "200m", "96Mi");
        // Then
        WorkloadRecommendation first = ends("two-first", RecommendationPhase.APPLIED);
        WorkloadRecommendation second = ends("two-second", RecommendationPhase.APPLIED);
        assertThat(second.getStatus().appliedAt())
                .isGreaterThanOrEqualTo(first.getStatus().appliedAt());
        assertThat(pods("two")).allMatch(pod -> request(pod).equals(new Quantity("200m")));
    }

    @Test
    void aTargetInAnotherNamespaceIsRefused() {
        // When
        recommends(
                "elsewhere",
                spec -> spec.targetRef(new TargetRef("apps/v1", "Deployment", "coredns", "kube-system")),
                "150m",
                "96Mi");
        // Then
        WorkloadRecommendation refused = ends("elsewhere", RecommendationPhase.SKIPPED);
        assertThat(refused.getStatus().conditions())
                .anySatisfy(condition -> assertThat(condition.getReason()).isEqualTo("NamespaceMismatch"));
    }

    @Test
    void aWorkloadWithoutPodsGetsItsTemplate() {
        // Given
        running("empty", 0);
        // When
        recommends("empty", spec -> spec.useLiveMigration(true), "150m", "96Mi");
        // Then
        WorkloadRecommendation done = ends("empty", RecommendationPhase.APPLIED_WITH_RESTART_FALLBACK);
        assertThat(done.getStatus().liveMigrationDegraded()).isTrue();
        assertThat(templateRequest("empty")).isEqualTo(new Quantity("150m"));
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndTouchesNothing() {
        // Given
        running("dry", 1);
        String version = deployment("dry").getMetadata().getResourceVersion();
        // When
        recommends("dry", spec -> spec.useInPlaceVerticalScaling(true).dryRun(true), "150m", "96Mi");
        // Then
        WorkloadRecommendation done = ends("dry", RecommendationPhase.SKIPPED);
        assertThat(done.getStatus().message()).startsWith("dry run: ").contains("InPlaceResize");
        assertThat(deployment("dry").getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void aRecommendationThatWasAppliedCanBeDeletedWithoutAnOperator() {
        // Given
        running("at-rest", 1);
        // When
        recommends("at-rest", spec -> spec.useInPlaceVerticalScaling(true), "150m", "96Mi");
        // Then
        ends("at-rest", RecommendationPhase.APPLIED);
        client.resources(WorkloadRecommendation.class)
                .inNamespace(NAMESPACE)
                .withName("at-rest")
                .waitUntilCondition(one -> one.getFinalizers().isEmpty(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aTargetThatDoesNotExistIsWaitedFor() {
        // When
        recommends("missing", spec -> spec, "150m", "96Mi");
        // Then
        WorkloadRecommendation waits = ends("missing", RecommendationPhase.PENDING);
        assertThat(waits.getStatus().message()).contains("does not exist");
    }

    private static Deployment running(String name, int replicas) {
        Deployment deployment = new DeploymentBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .build())
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(Map.of("app", name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("main")
                .withImage("docker.io/drover-e2e/redis:1")
                .withImagePullPolicy("Never")
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("64Mi")))
                .withLimits(Map.of("memory", new Quantity("128Mi")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        client.resource(deployment).create();
        return client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(name)
                .waitUntilCondition(
                        seen -> seen != null
                                && seen.getStatus() != null
                                && seen.getStatus().getObservedGeneration() != null
                                && (replicas == 0
                                        || Integer.valueOf(replicas)
                                                .equals(seen.getStatus().getAvailableReplicas())),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private static void recommends(
            String name, UnaryOperator<WorkloadRecommendationSpecBuilder> allows, String cpu, String memory) {
        recommends(name, name, allows, cpu, memory);
    }

    private static void recommends(
            String workload,
            String name,
            UnaryOperator<WorkloadRecommendationSpecBuilder> allows,
            String cpu,
            String memory) {
        WorkloadRecommendation recommendation = new WorkloadRecommendation();
        recommendation.setMetadata(
                new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
        recommendation.setSpec(allows.apply(WorkloadRecommendationSpec.builder()
                        .targetRef(TargetRef.deployment(workload))
                        .containerRecommendations(List.of(new ContainerRecommendation(
                                "main",
                                new ResourceRecommendation(cpu, null),
                                new ResourceRecommendation(memory, null)))))
                .build());
        client.resource(recommendation).create();
    }

    private static WorkloadRecommendation ends(String name, RecommendationPhase phase) {
        return client.resources(WorkloadRecommendation.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .waitUntilCondition(
                        seen -> seen.getStatus() != null
                                && seen.getStatus().phase() == phase
                                && !seen.getStatus().message().isEmpty(),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private static void assertUntouched(Deployment before, String name) {
        Deployment after = deployment(name);
        String revision = "deployment.kubernetes.io/revision";
        assertThat(after.getMetadata().getAnnotations().get(revision))
                .isEqualTo(before.getMetadata().getAnnotations().get(revision));
        assertThat(after.getSpec().getPaused()).isNotEqualTo(true);
        assertThat(after.getMetadata().getAnnotations()).doesNotContainKey("drover.dev/paused-by");
        assertThat(client.apps()
                        .replicaSets()
                        .inNamespace(NAMESPACE)
                        .withLabel("app", name)
                        .list()
                        .getItems())
                .hasSize(1);
    }

    private static Deployment deployment(String name) {
        return client.apps().deployments().inNamespace(NAMESPACE).withName(name).get();
    }

    private static Quantity templateRequest(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getRequests()
                .get("cpu");
    }

    private static List<Pod> pods(String name) {
        return client.pods().inNamespace(NAMESPACE).withLabel("app", name).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private static Quantity request(Pod pod) {
        return pod.getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getRequests()
                .get("cpu");
    }

    private static Set<String> uids(List<Pod> pods) {
        return pods.stream().map(pod -> pod.getMetadata().getUid()).collect(java.util.stream.Collectors.toSet());
    }
}

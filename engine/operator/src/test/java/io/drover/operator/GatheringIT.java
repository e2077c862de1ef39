package io.drover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.cluster.LiveClusterView;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.WorkloadFacts;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What gathering costs a real API server. */
class GatheringIT {

    private static final String NAMESPACE =
            "gathering-it-" + Long.toString(System.nanoTime(), 36).toLowerCase(Locale.ROOT);

    @Test
    void oneEvaluationAsksForEachKindOnceHoweverManyNodesAndPodsThereAre() {
        // Given
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        Optional<KubernetesClient> cluster = TestCluster.client(noting(asked));
        Assumptions.assumeTrue(cluster.isPresent(), "there is no test cluster");
        try (KubernetesClient client = cluster.get()) {
            FactGatherer gatherer = new FactGatherer(
                    new LiveClusterView(client),
                    Inspections.none("no agents in this test"),
                    GatherSettings.DEFAULT,
                    InstantSource.system());
            WorkloadRecommendation recommendation = recommendation(client);
            asked.clear();
            // When
            Optional<WorkloadFacts> facts = gatherer.gather(recommendation);
            // Then
            client.namespaces().withName(NAMESPACE).delete();
            asked.removeIf(request -> request.startsWith("DELETE"));
            assertThat(facts).isPresent();
            assertThat(asked).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(12);
        }
    }

    /** For a Deployment that wants no pods. */
    private static WorkloadRecommendation recommendation(KubernetesClient client) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        Map<String, String> labels = Map.of("app", "nobody");
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName("nobody")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("nobody:1")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        WorkloadRecommendation recommendation = new WorkloadRecommendation();
        recommendation.setMetadata(new ObjectMetaBuilder()
                .withNamespace(NAMESPACE)
                .withName("nobody")
                .build());
        recommendation.setSpec(WorkloadRecommendationSpec.builder()
                .targetRef(TargetRef.deployment("nobody"))
                .containerRecommendations(List.of(new ContainerRecommendation(
                        "main", new ResourceRecommendation("100m", null), new ResourceRecommendation("64Mi", null))))
                .build());
        return recommendation;
    }

    private static Interceptor noting(Queue<String> asked) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                asked.add(request.method() + " " + request.uri());
            }
        };
    }
}

package io.drover.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real API server says to manifests. An invalid file begins with the message that it must get. A file of several documents is one
 * object that is created and then changed; of an invalid one the last document is the one that is refused.
 */
class SchemaIT {

    private static final String EXPECTED = "# expected: ";
    private static final Path CASES = Path.of("src/test/resources/schema");

    @TempDir
    static Path directory;

    private static ApiServer server;
    private static KubernetesClient client;

    @BeforeAll
    static void startTheApiServer() throws Exception {
        var programs = ApiServer.Programs.find();
        Assumptions.assumeTrue(
                programs.isPresent(),
                () -> "there is no kube-apiserver and etcd in " + ApiServer.Programs.cache() + "; run e2e/setup");
        server = ApiServer.start(programs.orElseThrow(), directory);
        client = server.client();
        for (Path schema : files(ChartSchemasTest.CHART, "")) {
            client.resource(Files.readString(schema)).create();
        }
        for (String name : List.of("workloadrecommendations", "checkpointrestores")) {
            client.resources(CustomResourceDefinition.class)
                    .withName(name + ".dakr.devzero.io")
                    .waitUntilCondition(
                            definition -> definition.getStatus().getConditions().stream()
                                    .anyMatch(condition -> "Established".equals(condition.getType())
                                            && "True".equals(condition.getStatus())),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stopTheApiServer() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    static List<Path> validManifests() throws IOException {
        List<Path> manifests = new ArrayList<>(files(Path.of("examples"), ""));
        manifests.addAll(files(CASES.resolve("recommendation"), "valid-"));
        manifests.addAll(files(CASES.resolve("migration"), "valid-"));
        return manifests;
    }

    static List<Path> invalidManifests() throws IOException {
        List<Path> manifests = new ArrayList<>(files(CASES.resolve("recommendation"), "invalid-"));
        manifests.addAll(files(CASES.resolve("migration"), "invalid-"));
        return manifests;
    }

    @ParameterizedTest
    @MethodSource("validManifests")
    void itIsAccepted(Path manifest) throws IOException {
        // Given
        List<GenericKubernetesResource> steps = steps(manifest);
        // When
        List<GenericKubernetesResource> accepted =
                steps.stream().map(SchemaIT::apply).toList();
        // Then
        assertThat(accepted).hasSameSizeAs(steps);
        forget(steps.getFirst());
    }

    @ParameterizedTest
    @MethodSource("invalidManifests")
    void itIsRefusedByNamingTheField(Path manifest) throws IOException {
        // Given
        String expected = Files.readString(manifest).lines().findFirst().orElseThrow();
        assertThat(expected).startsWith(EXPECTED);
        List<GenericKubernetesResource> steps = new ArrayList<>(steps(manifest));
        GenericKubernetesResource refused = steps.removeLast();
        steps.forEach(SchemaIT::apply);
        // When
        var answer = assertThatThrownBy(() -> apply(refused));
        // Then
        answer.isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(expected.substring(EXPECTED.length()));
        forget(refused);
    }

    @Test
    void theApiServerAndOurOwnTypesHaveTheSameDefaults() throws IOException {
        // Given
        Path manifest = CASES.resolve("recommendation/valid-as-in-the-readme.yaml");
        var ours =
                client.getKubernetesSerialization().unmarshal(Files.readString(manifest), WorkloadRecommendation.class);
        // When
        var stored = client.resource(Files.readString(manifest))
                .inNamespace("default")
                .create();
        var theirs = client.resources(WorkloadRecommendation.class)
                .inNamespace("default")
                .withName(stored.getMetadata().getName())
                .require();
        // Then
        assertThat(theirs.getSpec()).isEqualTo(ours.getSpec());
        client.resource(theirs).delete();
    }

    @Test
    void aStatusIsWrittenByOurOwnTypes() {
        // Given
        var recommendation = client.resources(WorkloadRecommendation.class)
                .inNamespace("default")
                .load(CASES.resolve("recommendation/valid-every-field.yaml").toFile())
                .create();
        var status = WorkloadRecommendationStatus.pending().toBuilder()
                .phase(RecommendationPhase.SKIPPED)
                .message("nothing may be done")
                .appliedAt("2026-05-04T03:02:01Z")
                .build();
        recommendation.setStatus(status);
        // When
        var written = client.resource(recommendation).updateStatus();
        // Then
        assertThat(written.getStatus()).isEqualTo(status);
        client.resource(written).delete();
    }

    private static GenericKubernetesResource apply(GenericKubernetesResource wanted) {
        var resource = client.resource(wanted).inNamespace("default");
        var known = resource.get();
        GenericKubernetesResource applied;
        if (known == null) {
            applied = resource.fieldValidation(Validation.STRICT).create();
        } else {
            wanted.getMetadata().setResourceVersion(known.getMetadata().getResourceVersion());
            applied = resource.fieldValidation(Validation.STRICT).update();
        }
        if (wanted.getAdditionalProperties().containsKey("status")) {
            wanted.getMetadata().setResourceVersion(applied.getMetadata().getResourceVersion());
            applied = client.resource(wanted).inNamespace("default").updateStatus();
        }
        return applied;
    }

    private static void forget(GenericKubernetesResource resource) {
        client.resource(resource).inNamespace("default").delete();
    }

    private static List<GenericKubernetesResource> steps(Path manifest) throws IOException {
        return Stream.of(Files.readString(manifest).split("(?m)^---$"))
                .map(document ->
                        client.getKubernetesSerialization().unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    private static List<Path> files(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
        }
    }
}

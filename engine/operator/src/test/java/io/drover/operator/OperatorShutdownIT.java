package io.drover.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.ContainerRecommendation;
import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.TargetRef;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole operators, as processes, that are asked to end. */
class OperatorShutdownIT {

    private static final int ENDED_BY_SIGTERM = 143;
    private static final long PATIENCE_SECONDS = 60;

    private final String namespace =
            "shutdown-it-" + Long.toString(System.nanoTime(), 36).toLowerCase(Locale.ROOT);
    private final Map<Process, BlockingQueue<String>> outputs = new HashMap<>();

    private @Nullable KubernetesClient cluster;

    @BeforeEach
    void prepare() {
        var found = TestCluster.client();
        Assumptions.assumeTrue(found.isPresent(), "there is no test cluster");
        Assumptions.assumeFalse(TestCluster.hasAnOperator(found.get()), "two operators would work at once");
        cluster = found.get();
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void tidyUp() {
        outputs.keySet().forEach(Process::destroyForcibly);
        if (cluster != null) {
            recommendations()
                    .forEach(one -> client().resource(one).edit(held -> {
                        held.getMetadata().setFinalizers(List.of());
                        return held;
                    }));
            client().namespaces().withName(namespace).delete();
            client().close();
        }
    }

    @Test
    void aLeaderThatIsToldToEndEndsAndTheOtherReplicaLeads() throws Exception {
        // Given
        Process leader = operator("one");
        leads("one");
        Process other = operator("other");
        says(other, "leader=\"one\"");
        // When
        leader.destroy();
        boolean ended = leader.waitFor(8, TimeUnit.SECONDS);
        Lease next = lease().waitUntilCondition(
                        held -> held.getSpec().getHolderIdentity() != null
                                && held.getSpec().getHolderIdentity().equals("other"),
                        4,
                        TimeUnit.SECONDS);
        // Then
        assertThat(ended).as("ended within 8 s of SIGTERM").isTrue();
        assertThat(leader.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(next.getSpec().getHolderIdentity()).isEqualTo("other");
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void nothingIsWrittenAfterTheLeaseWasGivenBack() throws Exception {
        // Given
        Process leader = operator("one");
        leads("one");
        IntStream.range(0, 150).forEach(this::recommendsForNobody);
        client().resources(WorkloadRecommendation.class)
                .inNamespace(namespace)
                .withName("nobody-20")
                .waitUntilCondition(one -> one != null && one.getStatus() != null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        // When
        leader.destroy();
        Lease givenBack =
                lease().waitUntilCondition(held -> held.getSpec().getHolderIdentity() == null, 15, TimeUnit.SECONDS);
        boolean ended = leader.waitFor(8, TimeUnit.SECONDS);
        // Then
        assertThat(ended).isTrue();
        assertThat(recommendations().stream()
                        .map(one -> Long.parseLong(one.getMetadata().getResourceVersion()))
                        .filter(version ->
                                version > Long.parseLong(givenBack.getMetadata().getResourceVersion())))
                .isEmpty();
    }

    private KubernetesClient client() {
        return Objects.requireNonNull(cluster);
    }

    private Resource<Lease> lease() {
        return client().leases().inNamespace(namespace).withName("drover-operator");
    }

    private List<WorkloadRecommendation> recommendations() {
        return client().resources(WorkloadRecommendation.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private void recommendsForNobody(int number) {
        WorkloadRecommendation recommendation = new WorkloadRecommendation();
        recommendation.setMetadata(new ObjectMetaBuilder()
                .withName("nobody-" + number)
                .withNamespace(namespace)
                .build());
        recommendation.setSpec(WorkloadRecommendationSpec.builder()
                .targetRef(TargetRef.deployment("nobody-" + number))
                .containerRecommendations(List.of(new ContainerRecommendation(
                        "main", new ResourceRecommendation("100m", null), new ResourceRecommendation("64Mi", null))))
                .build());
        client().resource(recommendation).create();
    }

    private void leads(String name) {
        lease().waitUntilCondition(
                        held -> held != null && name.equals(held.getSpec().getHolderIdentity()),
                        PATIENCE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private Process operator(String name) throws IOException {
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OperatorMain.class.getName());
        start.environment().keySet().removeIf(variable -> variable.startsWith("DROVER_"));
        start.environment()
                .putAll(Map.of(
                        "KUBECONFIG",
                                TestCluster.kubeconfig()
                                        .orElseThrow()
                                        .toAbsolutePath()
                                        .toString(),
                        "DROVER_NAMESPACE", namespace,
                        "DROVER_POD_NAME", name,
                        "DROVER_HTTP_PORT", freePort(),
                        "DROVER_WEBHOOK_PORT", freePort()));
        Process process = start.redirectErrorStream(true).start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(lines::add));
        outputs.put(process, lines);
        return process;
    }

    private void says(Process process, String wanted) throws InterruptedException {
        BlockingQueue<String> lines = Objects.requireNonNull(outputs.get(process));
        String line;
        do {
            line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } while (line != null && !line.contains(wanted));
        assertThat(line).as("says \"%s\"", wanted).isNotNull();
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}

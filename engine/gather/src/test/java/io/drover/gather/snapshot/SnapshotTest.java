package io.drover.gather.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Complaint;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.PodFacts;
import io.drover.rules.facts.QosClass;
import io.drover.rules.facts.Version;
import io.drover.rules.facts.WorkloadFacts;
import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    private static final Path CLUSTER = Path.of("src/test/resources/clusters/one-cache");
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void factsAreMadeFromManifests() {
        // Given
        Snapshot cluster = read(CLUSTER);
        // When
        WorkloadFacts facts = facts(cluster, cluster.inspections());
        // Then
        assertThat(facts.recommendation().unknownContainers()).containsExactly("nginx");
        assertThat(facts.workload().disruptionsAllowed()).isEqualTo(Optional.of(0));
        assertThat(facts.workload().rolloutInProgress()).isFalse();
        assertThat(facts.workload().templateDiffersFromNewestReplicaSet()).isFalse();
        assertThat(facts.cluster().quotaInTheWay())
                .isEqualTo(Observed.of(List.of("quota small has 0 pods left, 1 more are needed")));
        PodFacts pod = facts.pods().getFirst();
        assertThat(pod.pod().qosNow()).isEqualTo(QosClass.BURSTABLE);
        assertThat(pod.pod().qosAfter()).isEqualTo(QosClass.GUARANTEED);
        assertThat(pod.pod().probeBudget()).isEqualTo(Optional.of(Duration.ofSeconds(15)));
        assertThat(pod.pod().identityEnv()).containsExactly("redis/ADDRESS");
        assertThat(pod.node().known().orElseThrow().cpuFree().millis()).isEqualTo(1900);
        assertThat(pod.candidates().get(1).scheduling())
                .containsExactly(new Complaint("TaintNotTolerated", "taint dedicated:NoSchedule"));
        assertThat(pod.containers().getFirst().inspection()).isInstanceOf(Observed.Unknown.class);
    }

    @Test
    void aSnapshotGivesTheSameFactsAsTheClusterItWasTakenFrom() throws IOException {
        // Given
        Snapshot cluster = read(CLUSTER);
        WorkloadFacts live = facts(cluster, new FakeAgents());
        // When
        new SnapshotWriter(cluster.view(), new FakeAgents(), GatherSettings.DEFAULT)
                .write(directory, List.of("shop"), NOW);
        // Then
        Snapshot read = read(directory);
        assertThat(read.takenAt()).isEqualTo(Optional.of(NOW));
        assertThat(facts(read, read.inspections())).isEqualTo(live);
    }

    @Test
    void aSnapshotHoldsNoSecrets() throws IOException {
        // Given
        Snapshot cluster = read(CLUSTER);
        // When
        new SnapshotWriter(cluster.view(), new FakeAgents(), GatherSettings.DEFAULT)
                .write(directory, List.of("shop"), NOW);
        // Then
        assertThat(everything(directory)).contains("PASSWORD").doesNotContain("hunter2", "kind: Secret");
    }

    @Test
    void aFileThatIsNoManifestIsNamed() throws IOException {
        // Given
        Files.writeString(directory.resolve("notes.yaml"), "a: [b");
        Files.writeString(directory.resolve("other.yaml"), "just: text");
        // When
        SnapshotReading reading = SnapshotDirectory.read(directory);
        // Then
        assertThat(reading)
                .isInstanceOfSatisfying(
                        SnapshotReading.Unreadable.class,
                        unreadable -> assertThat(unreadable.problems())
                                .hasSize(2)
                                .anySatisfy(problem -> assertThat(problem).contains("notes.yaml"))
                                .anySatisfy(problem ->
                                        assertThat(problem).contains("other.yaml", "apiVersion or kind is missing")));
    }

    private static Snapshot read(Path from) {
        return switch (SnapshotDirectory.read(from)) {
            case SnapshotReading.Read(Snapshot snapshot) -> snapshot;
            case SnapshotReading.Unreadable(List<String> problems) -> throw new AssertionError(problems);
        };
    }

    private static WorkloadFacts facts(Snapshot cluster, Inspections inspections) {
        WorkloadRecommendation recommendation =
                cluster.view().recommendations("shop").getFirst();
        return new FactGatherer(cluster.view(), inspections, GatherSettings.DEFAULT, InstantSource.fixed(NOW))
                .gather(recommendation)
                .orElseThrow();
    }

    private static String everything(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(SnapshotTest::text).collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** One agent that knows everything, one that is away. */
    private static final class FakeAgents implements Inspections {

        @Override
        public Agent agent(NodeName node) {
            return node.value().equals("node-b")
                    ? Agent.away(node)
                    : new Agent(
                            node,
                            Observed.of(true),
                            Observed.of(true),
                            Observed.of("0.1.0"),
                            Observed.of(Version.parse("4.2")),
                            Observed.of(ByteSize.mebibytes(4096)),
                            Observed.unknown("no transfer was measured yet"),
                            Observed.of(true),
                            Observed.of(List.of(new Complaint("TimeNamespaceMissing", "kernel 5.4"))));
        }

        @Override
        public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
            return Observed.of(Map.of(
                    new ContainerName("redis"),
                    Observed.of(new Inspection(
                            "sha256:aaa",
                            ByteSize.mebibytes(70),
                            1,
                            3,
                            List.of(new Complaint("IoUring", "fd 7")),
                            List.of("/var/run/secrets/token"),
                            ByteSize.ZERO))));
        }
    }
}

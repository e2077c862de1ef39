package io.drover.stories.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.recommendation.v1alpha1.PodDecision;
import io.drover.crds.recommendation.v1alpha1.RecommendationPhase;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.drover.stories.client.CountingClient;
import io.drover.stories.client.RedisConnection;
import io.drover.stories.cluster.AppliedRecommendation;
import io.drover.stories.cluster.PodCgroup;
import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Moves a Redis with data in memory and a connected client to the other node, and says what happened to them. */
public final class Demo {

    private static final String NAMESPACE = "drover-demo";
    private static final String NAME = "cache";
    private static final int KEYS = 64 * 1024;
    private static final int KEY_BYTES = 1024;
    private static final long NEW_MEMORY = 512L << 20;
    private static final long NEW_CPU_MILLIS = 1000;
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final String RECOMMENDATION = """
            apiVersion: dakr.devzero.io/v1alpha1
            kind: WorkloadRecommendation
            metadata:
              name: cache
              namespace: drover-demo
            spec:
              targetRef: {apiVersion: apps/v1, kind: Deployment, name: cache}
              useLiveMigration: true
              placement: OtherNode
              containerRecommendations:
                - containerName: redis
                  cpu: {request: 200m, limit: "1"}
                  memory: {request: 256Mi, limit: 512Mi}
            """;

    private final TestCluster cluster;
    private final PrintStream out;

    private Demo(TestCluster cluster, PrintStream out) {
        this.cluster = cluster;
        this.out = out;
    }

    /** Runs the demonstration; ends with 0 only if connection, counter and keys survived. */
    public static void main(String[] arguments) throws IOException {
        boolean survived;
        try (TestCluster cluster = TestCluster.connect()) {
            Demo demo = new Demo(cluster, System.out);
            DemoResult result = demo.run();
            Path file = cluster.root().resolve("build/demo/result.json");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), result);
            demo.say("result      " + Files.readString(file).replace("\n", "\n              "));
            survived = result.survived();
        }
        System.exit(survived ? 0 : 1);
    }

    private DemoResult run() throws IOException {
        say("a Redis without persistence starts, and 64 MiB of keys are stored in it");
        cluster.freshNamespace(NAMESPACE);
        RedisWorkload redis = RedisWorkload.deploy(cluster, NAMESPACE, NAME);
        Pod source = redis.pod();
        String address = source.getStatus().getPodIP();
        try (RedisConnection loader = RedisConnection.open(address, RedisWorkload.PORT, SILENCE)) {
            loader.fill("key:", KEYS, KEY_BYTES);
        }
        say("pod         " + describe(source));
        try (CountingClient client = CountingClient.start(address, RedisWorkload.PORT, Duration.ofMillis(5), SILENCE)) {
            Waiting.until("the client counts", () -> client.seen().answers() > 200);
            client.forgetGaps();
            say("client      counts over one connection to " + address + ", every 5 ms");
            say("recommendation\n" + RECOMMENDATION.indent(14).stripTrailing());
            cluster.client()
                    .load(new ByteArrayInputStream(RECOMMENDATION.getBytes(StandardCharsets.UTF_8)))
                    .create();
            WorkloadRecommendationStatus status = followToTheEnd();
            long answersThen = client.seen().answers();
            Waiting.until(
                    "the client goes on or breaks",
                    () -> !client.seen().unbroken() || client.seen().answers() > answersThen + 200);
            return measure(redis, source, status, client.stop());
        }
    }

    private WorkloadRecommendationStatus followToTheEnd() {
        Progress progress = new Progress();
        return AppliedRecommendation.of(cluster, NAMESPACE, NAME).awaitEnd(Duration.ofMinutes(4), progress::show);
    }

    private DemoResult measure(
            RedisWorkload redis, Pod source, WorkloadRecommendationStatus status, CountingClient.Observation seen)
            throws IOException {
        Waiting.until("one pod is left", () -> redis.pods().size() == 1);
        Pod target = redis.pod();
        say("pod         " + describe(target));
        int lost;
        try (RedisConnection reader =
                RedisConnection.open(target.getStatus().getPodIP(), RedisWorkload.PORT, SILENCE)) {
            lost = reader.lost("key:", KEYS, KEY_BYTES);
        }
        PodCgroup cgroup = PodCgroup.of(cluster, target);
        say("client      " + seen.answers() + " answers, longest gap "
                + seen.longestGap().toMillis() + " ms"
                + (seen.unbroken() ? ", never reconnected, missed no number" : ", broken: " + seen.brokenBecause()));
        return new DemoResult(
                status.decision() == null || status.decision().pods().isEmpty()
                        ? "none"
                        : status.decision().pods().getFirst().action().toString(),
                source.getSpec().getNodeName(),
                target.getSpec().getNodeName(),
                freezeMillis(),
                seen.longestGap().toMillis(),
                seen.unbroken(),
                lost,
                target.getStatus().getContainerStatuses().getFirst().getRestartCount(),
                cgroup.memoryLimit() == NEW_MEMORY && cgroup.cpuLimitMillis() == NEW_CPU_MILLIS);
    }

    private long freezeMillis() {
        return AppliedRecommendation.of(cluster, NAMESPACE, NAME).migrations().stream()
                .map(CheckpointRestore::getStatus)
                .filter(Objects::nonNull)
                .map(CheckpointRestoreStatus::freezeMillis)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(-1L);
    }

    private static String describe(Pod pod) {
        return pod.getMetadata().getName() + " on " + pod.getSpec().getNodeName() + ", address "
                + pod.getStatus().getPodIP() + ", limits "
                + pod.getSpec().getContainers().getFirst().getResources().getLimits();
    }

    private void say(String line) {
        out.println("demo: " + line);
        out.flush();
    }

    /** Shows each phase and the decision once. */
    private final class Progress {

        private RecommendationPhase last = RecommendationPhase.PENDING;
        private boolean decided;

        private void show(WorkloadRecommendationStatus status) {
            var decision = status.decision();
            if (decision != null && !decided) {
                decided = true;
                say("decision    " + decision.summary());
                for (PodDecision pod : decision.pods()) {
                    pod.reasons()
                            .forEach(why -> say("            " + pod.podName() + ", " + why.action() + ": "
                                    + why.reason() + ", " + why.message()));
                }
            }
            if (status.phase() != last) {
                last = status.phase();
                say("phase       " + last + (status.message().isEmpty() ? "" : ": " + status.message()));
            }
        }
    }
}

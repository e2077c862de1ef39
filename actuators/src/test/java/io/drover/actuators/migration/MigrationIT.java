package io.drover.actuators.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.TicketKeys;
import io.drover.agent.protocol.SourcePhase;
import io.drover.agent.protocol.TargetPhase;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreSpec;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.crds.migration.v1alpha1.Owner;
import io.drover.crds.migration.v1alpha1.RecommendationRef;
import io.drover.crds.migration.v1alpha1.Source;
import io.drover.crds.migration.v1alpha1.SourceContainer;
import io.drover.crds.migration.v1alpha1.TargetConstraints;
import io.drover.crds.migration.v1alpha1.WorkloadRef;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actuator against a real API server, with agents that only pretend. Skipped where a Drover operator is at work. */
class MigrationIT {

    private static final PrivateKey KEY = TicketKeys.generate().getPrivate();
    private final FakeNodeAgent agent = new FakeNodeAgent();
    private @Nullable KubernetesClient admin;
    private @Nullable KubernetesClient operator;
    private @Nullable Server server;
    private @Nullable ManagedChannel channel;
    private @Nullable MigrationActuator actuator;
    private String namespace = "";

    @BeforeEach
    void begin() throws IOException {
        String named = System.getenv("DROVER_TEST_KUBECONFIG");
        Path kubeconfig = named == null ? Path.of("../build/cluster/admin.kubeconfig") : Path.of(named);
        boolean there = Files.exists(kubeconfig);
        if (!there) {
            System.out.println("skipped: there is no test cluster, " + kubeconfig + " is missing");
        }
        assumeTrue(there);
        admin = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        boolean free = admin.pods().inNamespace("drover-system").list().getItems().stream()
                .noneMatch(pod -> pod.getMetadata().getName().startsWith("drover-operator")
                        && pod.getStatus().getContainerStatuses().stream()
                                .anyMatch(status -> Boolean.TRUE.equals(status.getReady())));
        if (!free) {
            System.out.println("skipped: a Drover operator is at work in the test cluster");
        }
        assumeTrue(free);
        Config asOperator = Config.fromKubeconfig(kubeconfig.toFile());
        asOperator.setImpersonateUsername("system:serviceaccount:drover-system:drover-operator");
        asOperator.setImpersonateGroups("system:masters");
        operator = new KubernetesClientBuilder().withConfig(asOperator).build();
        namespace = "migration-it-" + System.nanoTime() % 1_000_000;
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(agent)
                .build()
                .start();
        channel = Grpc.newChannelBuilder("localhost:" + server.getPort(), InsecureChannelCredentials.create())
                .build();
        actuator = actuator();
    }

    @AfterEach
    void end() {
        if (actuator != null) {
            actuator.close();
        }
        if (server != null) {
            server.shutdownNow();
        }
        if (admin != null && !namespace.isEmpty()) {
            admin.namespaces().withName(namespace).withGracePeriod(0).delete();
        }
    }

    @Test
    void aPodIsReleasedReplacedHandedOverAndRemoved() {
        // Given
        CheckpointRestore move = moveOfAPod();

        // When
        actuator.reconcile(move);

        // Then
        within(60, () -> phase(move) == MigrationPhase.COMPLETED && step(move).equals("Ended"));
        CheckpointRestore ended = read(move);
        System.out.println("freeze " + ended.getStatus().freezeMillis() + " ms");
        assertThat(ended.getStatus().owner()).isEqualTo(Owner.TARGET);
        assertThat(ended.getStatus().epoch()).isEqualTo(2);
        within(30, () -> sourcePod(move).isEmpty() && pods().size() == 1);
        assertThat(agent.source()).isEqualTo(SourcePhase.FORGOTTEN);
        assertThat(agent.target()).isEqualTo(TargetPhase.FORGOTTEN);
    }

    @Test
    void aFailedRestoreEndsWithTheSourceBackInItsReplicaSet() {
        // Given
        agent.restore(FakeNodeAgent.Restore.FAILS);
        CheckpointRestore move = moveOfAPod();

        // When
        actuator.reconcile(move);

        // Then
        within(60, () -> phase(move) == MigrationPhase.ROLLED_BACK && step(move).equals("Ended"));
        assertThat(read(move).getStatus().failure().reason()).isEqualTo("RestoreFailed");
        assertThat(read(move).getStatus().epoch()).isEqualTo(1);
        within(
                30,
                () -> pods().size() == 1
                        && sourcePod(move).isPresent()
                        && sourcePod(move).get().getMetadata().getOwnerReferences().stream()
                                .anyMatch(owner -> owner.getKind().equals("ReplicaSet") && owner.getController()));
        assertThat(sourcePod(move).get().getMetadata().getAnnotations()).doesNotContainKey(PodActs.RELEASED_BY);
    }

    @Test
    void anAgentOfAnotherVersionIsToldNothingAndThePodStaysAsItIs() {
        // Given
        agent.speaks(ProtocolVersion.CURRENT + 1);
        CheckpointRestore move = moveOfAPod();

        // When
        actuator.reconcile(move);

        // Then
        within(60, () -> phase(move) == MigrationPhase.ROLLED_BACK && step(move).equals("Ended"));
        assertThat(read(move).getStatus().failure().reason()).isEqualTo("AgentVersionMismatch");
        assertThat(read(move).getStatus().failure().message())
                .contains(
                        "speaks version " + (ProtocolVersion.CURRENT + 1), "this operator " + ProtocolVersion.CURRENT);
        assertThat(agent.source()).isEqualTo(SourcePhase.UNKNOWN);
        assertThat(pods()).hasSize(1);
        assertThat(sourcePod(move).get().getMetadata().getAnnotations()).doesNotContainKey(PodActs.RELEASED_BY);
    }

    @Test
    void anotherLeaderGoesOnWhereTheFirstOneWasKilled() {
        // Given
        agent.restore(FakeNodeAgent.Restore.HANGS);
        CheckpointRestore move = moveOfAPod();
        actuator.reconcile(move);
        within(60, () -> agent.source() == SourcePhase.SEALED && agent.target() == TargetPhase.RESTORING);
        actuator.close();
        agent.restoreAtLast();
        actuator = actuator();

        // When
        actuator.reconcile(move);

        // Then
        within(60, () -> phase(move) == MigrationPhase.COMPLETED && step(move).equals("Ended"));
        within(30, () -> sourcePod(move).isEmpty());
    }

    @Test
    void aStampedPodThatGetsItsNodeAfterTheEndIsToldToStartCold() {
        // Given
        CheckpointRestore move = moveOfAPod();
        actuator.reconcile(move);
        within(60, () -> phase(move) == MigrationPhase.COMPLETED && step(move).equals("Ended"));
        Pod bound = latePod(move, "bound", List.of());
        Pod unbound = latePod(move, "unbound", List.of(new PodSchedulingGate("drover.dev/test")));
        within(30, () -> admin.resource(bound).get().getSpec().getNodeName() != null);

        // When
        int waiting = actuator.tellLateReplacements(read(move));

        // Then
        assertThat(waiting).isEqualTo(2);
        assertThat(agent.toldCold())
                .contains(bound.getMetadata().getUid())
                .doesNotContain(unbound.getMetadata().getUid());
    }

    /** Stamped, and kept from starting by an image that is nowhere. */
    private Pod latePod(CheckpointRestore move, String name, List<PodSchedulingGate> gates) {
        WorkloadRef workload = move.getSpec().workload();
        return admin.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .addToAnnotations(PodActs.MIGRATION, move.getMetadata().getName())
                        .addNewOwnerReference()
                        .withApiVersion("apps/v1")
                        .withKind("ReplicaSet")
                        .withName(workload.replicaSetName())
                        .withUid(workload.replicaSetUID())
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withSchedulingGates(gates)
                        .addNewContainer()
                        .withName("main")
                        .withImage("drover.invalid/nowhere:1")
                        .withImagePullPolicy("Never")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private MigrationActuator actuator() {
        AgentClient client = new GrpcAgentClient(channel);
        AgentClients agents = new AgentClients() {
            @Override
            public Optional<AgentClient> on(NodeName node) {
                return Optional.of(client);
            }

            @Override
            public void close() {}
        };
        return new MigrationActuator(
                operator,
                KEY,
                MigrationSettings.defaults("drover-system", 7443),
                InstantSource.system(),
                move -> System.out.println(
                        move.getStatus().phase() + " " + move.getStatus().step()),
                agents);
    }

    /** A Deployment whose template already has the stamp, paused as a plan leaves it, and the order to move its pod. */
    private CheckpointRestore moveOfAPod() {
        String name = "move";
        admin.load(getClass().getResourceAsStream("deployment.yaml"))
                .inNamespace(namespace)
                .create();
        within(60, () -> pods().size() == 1 && isReady(pods().getFirst()));
        Pod pod = pods().getFirst();
        Deployment deployment = admin.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("echo")
                .get();
        ReplicaSet replicaSet = admin.apps()
                .replicaSets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .getFirst();
        PatchContext strategic = PatchContext.of(PatchType.STRATEGIC_MERGE);
        admin.resource(deployment).patch(strategic, "{\"spec\":{\"paused\":true}}");
        var recommendation = admin.load(getClass().getResourceAsStream("recommendation.yaml"))
                .inNamespace(namespace)
                .create()
                .getFirst();
        CheckpointRestore move = new CheckpointRestore();
        move.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        var container = pod.getStatus().getContainerStatuses().getFirst();
        move.setSpec(new CheckpointRestoreSpec(
                new Source(
                        pod.getSpec().getNodeName(),
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid(),
                        pod.getStatus().getPodIP(),
                        pod.getMetadata().getLabels().get("pod-template-hash"),
                        List.of(new SourceContainer(
                                container.getContainerID().replaceAll(".*//", ""),
                                container.getName(),
                                container.getImageID()))),
                new TargetConstraints(List.of("node-a", "node-b")),
                new WorkloadRef(
                        "apps/v1",
                        "Deployment",
                        "echo",
                        deployment.getMetadata().getUid(),
                        replicaSet.getMetadata().getName(),
                        replicaSet.getMetadata().getUid()),
                new RecommendationRef(
                        recommendation.getMetadata().getName(),
                        recommendation.getMetadata().getUid()),
                10_000));
        CheckpointRestore created = operator.resource(move).create();
        watchForTheEnd(created);
        return created;
    }

    /** What kubelet would make the source's agent see. */
    private void watchForTheEnd(CheckpointRestore move) {
        Thread.ofVirtual().start(() -> {
            while (sourcePod(move).isPresent()) {
                if (sourcePod(move)
                        .map(pod -> pod.getMetadata().getDeletionTimestamp())
                        .isPresent()) {
                    break;
                }
                pause();
            }
            agent.sourcePodEnds();
        });
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> Boolean.TRUE.equals(status.getReady()));
    }

    private List<Pod> pods() {
        return admin.pods().inNamespace(namespace).list().getItems();
    }

    private Optional<Pod> sourcePod(CheckpointRestore move) {
        return Optional.ofNullable(admin.pods()
                .inNamespace(namespace)
                .withName(move.getSpec().source().pod())
                .get());
    }

    private CheckpointRestore read(CheckpointRestore move) {
        return admin.resource(move).get();
    }

    private @Nullable MigrationPhase phase(CheckpointRestore move) {
        return read(move).getStatus() == null ? null : read(move).getStatus().phase();
    }

    private String step(CheckpointRestore move) {
        return read(move).getStatus().step();
    }

    private static void within(int seconds, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + seconds + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

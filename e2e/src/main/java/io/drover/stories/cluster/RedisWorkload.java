package io.drover.stories.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A Deployment of Redis without persistence, which is lost when its process restarts. */
public final class RedisWorkload {

    /** Where Redis listens. */
    public static final int PORT = 6379;

    /** Redis as Debian packages it. */
    public static final String IMAGE = "docker.io/drover-e2e/redis:1";
    /** The same software under another name. */
    public static final String OTHER_IMAGE = "docker.io/drover-e2e/redis:2";

    private static final String APP = "app";

    private final TestCluster cluster;
    private final String namespace;
    private final String name;

    private RedisWorkload(TestCluster cluster, String namespace, String name) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.name = name;
    }

    /** Deploys one replica with modest Burstable resources and waits until it is ready. */
    public static RedisWorkload deploy(TestCluster cluster, String namespace, String name) {
        return deploy(cluster, namespace, name, 1, UnaryOperator.identity());
    }

    /**
     * Deploys and waits until every replica is ready.
     *
     * @param change what is special about the container of this story
     */
    public static RedisWorkload deploy(
            TestCluster cluster, String namespace, String name, int replicas, UnaryOperator<ContainerBuilder> change) {
        Container container = change.apply(new ContainerBuilder()
                        .withName("redis")
                        .withImage(IMAGE)
                        .withImagePullPolicy("Never")
                        .withCommand("redis-server")
                        .withArgs("--save", "", "--appendonly", "no", "--protected-mode", "no", "--bind", "0.0.0.0")
                        .addNewPort()
                        .withContainerPort(PORT)
                        .endPort()
                        .withNewReadinessProbe()
                        .withNewTcpSocket()
                        .withNewPort(PORT)
                        .endTcpSocket()
                        .withPeriodSeconds(1)
                        .endReadinessProbe()
                        .withResources(new ResourceRequirementsBuilder()
                                .withRequests(resources("100m", "160Mi"))
                                .withLimits(resources("500m", "320Mi"))
                                .build()))
                .build();
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels(APP, name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels(APP, name)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withTerminationGracePeriodSeconds(5L)
                .withContainers(container)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        cluster.client().resource(deployment).create();
        RedisWorkload workload = new RedisWorkload(cluster, namespace, name);
        Waiting.until(name + " is ready", () -> workload.readyReplicas() == replicas);
        return workload;
    }

    /** Requests or limits for a container. */
    public static Map<String, Quantity> resources(String cpu, String memory) {
        return Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory));
    }

    /** The name of the Deployment. */
    public String name() {
        return name;
    }

    /** Its namespace. */
    public String namespace() {
        return namespace;
    }

    /** The Deployment as it is now. */
    public Deployment deployment() {
        return Objects.requireNonNull(cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /** Pods with the workload's label, those about to end left out. */
    public List<Pod> pods() {
        return cluster.client().pods().inNamespace(namespace).withLabel(APP, name).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** The one pod of a workload with one replica. */
    public Pod pod() {
        List<Pod> pods = pods();
        if (pods.size() != 1) {
            throw new IllegalStateException(name + " has " + pods.size() + " pods, expected one");
        }
        return pods.getFirst();
    }

    /** Replica sets that belong to the workload, empty ones included. */
    public List<ReplicaSet> replicaSets() {
        return cluster.client()
                .apps()
                .replicaSets()
                .inNamespace(namespace)
                .withLabel(APP, name)
                .list()
                .getItems();
    }

    /** How many replicas count as ready, 0 while the status is empty. */
    public int readyReplicas() {
        Integer ready = deployment().getStatus().getReadyReplicas();
        return ready == null ? 0 : ready;
    }

    /** The revision that a rollout would raise. */
    public String revision() {
        return deployment().getMetadata().getAnnotations().getOrDefault("deployment.kubernetes.io/revision", "");
    }

    /** Whether somebody has paused its rollouts. */
    public boolean paused() {
        return Boolean.TRUE.equals(deployment().getSpec().getPaused());
    }

    /** The limits in the pod template. */
    public Map<String, Quantity> templateLimits() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getResources()
                .getLimits();
    }
}

package io.drover.stories.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The running two-node cluster that {@code e2e/cluster up} made, with Drover installed on it. */
public final class TestCluster implements AutoCloseable {

    /** The nodes' names. */
    public static final List<String> NODES = List.of("node-a", "node-b");

    /** Set as for e2e/cluster, when it is not the one cluster of this checkout. */
    private static final String NAME = "DROVER_CLUSTER_NAME";

    private static final String STORY = "drover-e2e/story";
    private static final long COMMAND_SECONDS = 120;

    private final Path root;
    private final KubernetesClient client;

    private TestCluster(Path root, KubernetesClient client) {
        this.root = root;
        this.client = client;
    }

    /**
     * Connects to the cluster of this checkout.
     *
     * @throws IllegalStateException when there is none, with the command that makes one
     */
    public static TestCluster connect() {
        Path root = checkout();
        Path kubeconfig = root.resolve(kubeconfig());
        if (!Files.exists(kubeconfig)) {
            throw new IllegalStateException(
                    "no test cluster: " + kubeconfig + " is missing; run e2e/cluster up and e2e/cluster install");
        }
        try {
            Config config = Config.fromKubeconfig(kubeconfig.toFile());
            return new TestCluster(
                    root, new KubernetesClientBuilder().withConfig(config).build());
        } catch (RuntimeException unreadable) {
            throw new IllegalStateException("cannot read " + kubeconfig, unreadable);
        }
    }

    private static String kubeconfig() {
        String name = System.getenv(NAME);
        return (name == null || name.equals("e2e") ? "build/cluster" : "build/cluster-" + name) + "/admin.kubeconfig";
    }

    /** The administrator's client. */
    public KubernetesClient client() {
        return client;
    }

    /** The root of the checkout that the cluster belongs to. */
    public Path root() {
        return root;
    }

    /** An empty namespace of this name; one that is there from an earlier run is removed first. */
    public String freshNamespace(String name) {
        client.namespaces().withName(name).withTimeout(2, TimeUnit.MINUTES).delete();
        Waiting.until(
                "namespace " + name + " is gone",
                () -> client.namespaces().withName(name).get() == null);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels(STORY, "true")
                        .endMetadata()
                        .build())
                .create();
        Waiting.until(
                "service account default is there",
                () -> client.serviceAccounts()
                                .inNamespace(name)
                                .withName("default")
                                .get()
                        != null);
        return name;
    }

    /** Removes every namespace that a story has left, with the pods in it. */
    public void removeStories() {
        client.namespaces().withLabel(STORY).delete();
        Waiting.until(
                "the stories' namespaces are gone",
                () -> client.namespaces().withLabel(STORY).list().getItems().isEmpty());
    }

    /** The node that the other one is not. */
    public static String otherThan(String node) {
        return NODES.getFirst().equals(node) ? NODES.getLast() : NODES.getFirst();
    }

    /** Runs a command in a node's own namespaces and gives what it printed; fails when it does not end with 0. */
    public String node(String name, String... command) {
        return run(Stream.concat(Stream.of(root.resolve("e2e/cluster").toString(), "node", name), Stream.of(command))
                .toList());
    }

    /** What warnings about recommendations say in a namespace: reason and message. */
    public List<String> warnings(String namespace) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getType().equals("Warning")
                        && event.getInvolvedObject().getKind().equals("WorkloadRecommendation"))
                .map(event -> event.getReason() + ": " + event.getMessage())
                .toList();
    }

    /** A node's own address. */
    public String address(String node) {
        return Objects.requireNonNull(client.nodes().withName(node).get()).getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node + " has no address"))
                .getAddress();
    }

    /** Ends a node at once, as a power cut does. */
    public void powerOff(String node) {
        run(List.of(root.resolve("e2e/cluster").toString(), "power-off", node));
    }

    /** Starts what of the cluster is not running, and waits until its nodes are ready. */
    public void powerOn() {
        run(List.of(root.resolve("e2e/cluster").toString(), "up"));
    }

    /** Runs the command line of Drover as the cluster's administrator and gives what it printed; its errors are the story's. */
    public String drover(String... arguments) {
        Stream<String> cluster =
                Stream.of("--kubeconfig", root.resolve(kubeconfig()).toString());
        Stream<String> program = Stream.of(root.resolve("bin/drover").toString());
        return run(
                Stream.of(program, Stream.of(arguments), cluster)
                        .flatMap(Function.identity())
                        .toList(),
                ProcessBuilder.Redirect.INHERIT);
    }

    private String run(List<String> words) {
        return run(words, ProcessBuilder.Redirect.PIPE);
    }

    private String run(List<String> words, ProcessBuilder.Redirect errors) {
        try {
            File output = File.createTempFile("drover-story", ".out");
            Process process = new ProcessBuilder(words)
                    .directory(root.toFile())
                    .redirectErrorStream(errors.equals(ProcessBuilder.Redirect.PIPE))
                    .redirectError(errors)
                    .redirectOutput(output)
                    .start();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            Files.delete(output.toPath());
            if (!ended) {
                process.destroyForcibly();
                throw new IllegalStateException("no end after " + COMMAND_SECONDS + " s: " + words + "\n" + printed);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("exit " + process.exitValue() + ": " + words + "\n" + printed);
            }
            return printed;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run " + words, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + words, interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Path checkout() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("e2e/cluster"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not in a checkout of Drover: no e2e/cluster above " + here);
    }
}

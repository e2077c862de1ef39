package io.drover.stories.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;

/** A node that the agent's init container has prepared. {@link #close} has it prepared again, whatever a story did to it. */
public final class PreparedNode implements AutoCloseable {

    private static final String NAMESPACE = "drover-system";
    private static final String SETTINGS = "/etc/containerd/config.toml";

    private final TestCluster cluster;
    private final String name;

    public PreparedNode(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** The settings that containerd reads first, byte for byte. */
    public String settings() {
        return cluster.node(name, "cat", SETTINGS);
    }

    /** What the administrator's file was before: without the one line that the installer says is its own. */
    public String administratorsSettings() {
        return cluster.node(name, "sed", "/# added by drover-installer/d", SETTINGS);
    }

    /** What containerd makes of its settings. */
    public String effectiveSettings() {
        return cluster.node(name, "containerd", "config", "dump");
    }

    /** The number of containerd's process: another one means that it was restarted. */
    public String containerd() {
        return cluster.node(name, "pidof", "containerd").strip();
    }

    /** What lies in the directories that are Drover's. */
    public String files() {
        return cluster.node(
                name,
                "sh",
                "-c",
                "find /opt/drover /var/lib/dakr /var/lib/drover /etc/containerd/conf.d 2>/dev/null || true");
    }

    /** Runs the installer that lies on the node, as its administrator would; its last line says whether it failed. */
    public String installer(String arguments) {
        return cluster.node(name, "sh", "-c", "/opt/drover/bin/drover-installer " + arguments + " || true");
    }

    /** Replaces the node's agent, so that its init container runs once more, and gives what that said. */
    public String prepareAgain() {
        String former = agent().getMetadata().getUid();
        cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(agent().getMetadata().getName())
                .withGracePeriod(1)
                .delete();
        Waiting.until("a new agent is ready on " + name, () -> ready(former));
        return cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(agent().getMetadata().getName())
                .inContainer("installer")
                .getLog();
    }

    @Override
    public void close() {
        prepareAgain();
    }

    private boolean ready(String former) {
        return cluster.client().pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(this::isTheAgent)
                .filter(pod -> !pod.getMetadata().getUid().equals(former))
                .anyMatch(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")));
    }

    private Pod agent() {
        return cluster.client().pods().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(this::isTheAgent)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no agent on " + name));
    }

    private boolean isTheAgent(Pod pod) {
        return pod.getMetadata().getName().startsWith("drover-agent-")
                && Objects.equals(pod.getSpec().getNodeName(), name);
    }
}

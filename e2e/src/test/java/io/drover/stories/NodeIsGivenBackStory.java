package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.stories.cluster.PreparedNode;
import io.drover.stories.cluster.TestCluster;
import io.drover.stories.cluster.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheCluster.class)
class NodeIsGivenBackStory {

    private static final String NODE = "node-b";

    @Test
    void aSecondInstallationChangesNothing(TestCluster cluster) {
        // Given
        try (var node = new PreparedNode(cluster, NODE)) {
            node.prepareAgain();
            String settings = node.settings();
            String containerd = node.containerd();

            // When
            String said = node.prepareAgain();

            // Then
            assertThat(said).contains("nothing had to be changed, containerd was not restarted");
            assertThat(node.settings()).isEqualTo(settings);
            assertThat(node.containerd()).isEqualTo(containerd);
        }
    }

    @Test
    void uninstallLeavesEveryByteAsTheAdministratorWroteIt(TestCluster cluster) {
        // Given
        cluster.removeStories();
        try (var node = new PreparedNode(cluster, NODE)) {
            String administrators = node.administratorsSettings();
            assertThatItIsPrepared(node);

            // When
            String said = node.installer("uninstall");

            // Then
            assertThat(said)
                    .contains("byte for byte what they were")
                    .endsWith("nothing of Drover is left on this node\n");
            assertThat(node.settings()).isEqualTo(administrators);
            assertThat(node.effectiveSettings())
                    .contains("runtimes.house", "restrict_oom_score_adj = true")
                    .doesNotContain("drover.dev", "drover-shim");
            assertThat(node.files()).isEmpty();
        }
    }

    @Test
    void uninstallRefusesWhilePodsNeedTheShim(TestCluster cluster) {
        // Given
        try (var node = new PreparedNode(cluster, NODE)) {
            String namespace = cluster.freshNamespace("story-uninstall");
            String pod = runUnderTheHandler(cluster, namespace);
            String settings = node.settings();

            // When
            String said = node.installer("uninstall");

            // Then
            assertThat(said).contains(namespace + "/" + pod, "failed: nothing was changed");
            assertThat(node.settings()).isEqualTo(settings);
            assertThat(node.files()).contains("/opt/drover/bin/drover-shim");
            cluster.client().namespaces().withName(namespace).delete();
        }
    }

    private static void assertThatItIsPrepared(PreparedNode node) {
        assertThat(node.effectiveSettings()).contains("drover.dev/*", "/opt/drover/bin/drover-shim");
    }

    private static String runUnderTheHandler(TestCluster cluster, String namespace) {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("stays")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withNodeName(NODE)
                .withRuntimeClassName("drover")
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("main")
                .withImage("docker.io/drover-e2e/redis:1")
                .withImagePullPolicy("Never")
                .withCommand("sleep", "1000")
                .endContainer()
                .endSpec()
                .build();
        cluster.client().resource(pod).create();
        Waiting.until(
                "the pod runs",
                () -> "Running"
                        .equals(cluster.client()
                                .pods()
                                .inNamespace(namespace)
                                .withName("stays")
                                .get()
                                .getStatus()
                                .getPhase()));
        return "stays";
    }
}

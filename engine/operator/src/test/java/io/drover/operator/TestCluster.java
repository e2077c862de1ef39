package io.drover.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two-node cluster that {@code e2e/cluster up} starts: the one in this checkout, or the one that DROVER_TEST_KUBECONFIG names. */
public final class TestCluster {

    private static final String KUBECONFIG = "build/cluster/admin.kubeconfig";

    private TestCluster() {}

    /** A client with all rights; empty, and said so, when there is no cluster. */
    public static Optional<KubernetesClient> client() {
        Optional<Path> kubeconfig = kubeconfig();
        if (kubeconfig.isEmpty()) {
            System.out.println("there is no test cluster: " + KUBECONFIG + " is missing; run e2e/cluster up");
        }
        return kubeconfig.map(file -> new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(file.toFile()))
                .build());
    }

    /** The same, with somebody who sees every request. */
    public static Optional<KubernetesClient> client(Interceptor seesRequests) {
        return kubeconfig()
                .map(file -> new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(file.toFile()))
                        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("test", seesRequests))
                        .build());
    }

    /** Whether an operator is installed and wanted there, which a test that runs its own says and leaves alone. */
    public static boolean hasAnOperator(KubernetesClient client) {
        var installed = client.apps()
                .deployments()
                .inNamespace("drover-system")
                .withName("drover-operator")
                .get();
        boolean works = installed != null
                && !Integer.valueOf(0).equals(installed.getSpec().getReplicas());
        if (works) {
            System.out.println("skipped: an operator is installed in this cluster already");
        }
        return works;
    }

    /** What a program needs to reach it. */
    public static Optional<Path> kubeconfig() {
        @Nullable String named = System.getenv("DROVER_TEST_KUBECONFIG");
        Path file = named == null ? Path.of("../..", KUBECONFIG) : Path.of(named);
        return Optional.of(file).filter(Files::exists);
    }
}

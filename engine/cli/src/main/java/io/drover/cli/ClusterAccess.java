package io.drover.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the cluster is reached: the user's own kubeconfig, with the user's own rights. */
final class ClusterAccess {

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Instead of $KUBECONFIG or ~/.kube/config.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig other than its current one.")
    private Optional<String> context = Optional.empty();

    @Option(
            names = "--drover-namespace",
            paramLabel = "NAME",
            defaultValue = "drover-system",
            description = "Where Drover is installed, to ask its agents (default: ${DEFAULT-VALUE}).")
    private String droverNamespace = "drover-system";

    String droverNamespace() {
        return droverNamespace;
    }

    /** A client that gives up soon: a person is waiting. */
    KubernetesClient connect() throws IOException {
        if (kubeconfig.isPresent()) {
            if (!Files.isReadable(kubeconfig.get())) {
                throw new NoSuchFileException(kubeconfig.get().toString());
            }
            System.setProperty(
                    Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.get().toString());
        }
        Config found = Config.autoConfigure(context.orElse(null));
        Config config = new ConfigBuilder(found)
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(5_000)
                .withRequestTimeout(30_000)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    static String explained(KubernetesClientException failed) {
        return switch (failed.getCode()) {
            case 401 -> "it does not accept these credentials (401)";
            case 403 -> "these credentials may not do this (403): " + firstLine(failed);
            case 404 -> "it does not know what was asked for (404), is Drover installed? " + firstLine(failed);
            default -> {
                Throwable cause = failed;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                yield String.valueOf(cause.getMessage()).lines().findFirst().orElse("no answer");
            }
        };
    }

    private static String firstLine(KubernetesClientException failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
    }
}

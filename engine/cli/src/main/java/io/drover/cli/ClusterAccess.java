package io.drover.cli;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the cluster is reached: the user's own kubeconfig, with the user's own rights. */
final class ClusterAccess {

    private static final Path IN_A_POD = Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH);

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

    /**
     * A client that gives up soon: a person is waiting.
     *
     * @throws IOException when there is no kubeconfig, or none that can be used
     */
    KubernetesClient connect() throws IOException {
        if (kubeconfig.isPresent()) {
            checkReadable(kubeconfig.get());
            System.setProperty(
                    Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.get().toString());
        }
        Config config = new ConfigBuilder(found())
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(5_000)
                .withRequestTimeout(30_000)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void checkReadable(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(file + " is not a file that can be read; --kubeconfig takes a file");
        }
    }

    @SuppressWarnings("IllegalCatch") // the client tells a broken kubeconfig by exceptions of its parsers
    private Config found() throws IOException {
        String files = String.join(", ", Config.getKubeconfigFilenames());
        Config found;
        try {
            found = Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException broken) {
            Throwable cause = broken;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IOException(
                    files + " is not a kubeconfig: "
                            + String.valueOf(cause.getMessage())
                                    .lines()
                                    .map(String::strip)
                                    .findFirst()
                                    .orElse(""),
                    broken);
        }
        if (found.getContexts() != null && !found.getContexts().isEmpty()) {
            return known(found, files);
        }
        if (Files.exists(IN_A_POD)) {
            return found;
        }
        boolean there = Config.getKubeconfigFilenames().stream().anyMatch(file -> Files.exists(Path.of(file)));
        throw new IOException(
                there
                        ? files + " has no context, so no cluster to ask; give another one with --kubeconfig FILE"
                        : "there is no kubeconfig at " + files
                                + "; give one with --kubeconfig FILE, or a directory with --state DIR");
    }

    private Config known(Config found, String files) throws IOException {
        List<String> names =
                found.getContexts().stream().map(NamedContext::getName).toList();
        if (found.getCurrentContext() == null
                || context.filter(wanted -> !names.contains(wanted)).isPresent()) {
            throw new IOException(files + " has no "
                    + context.map(wanted -> "context " + wanted).orElse("current context")
                    + "; with --context it knows " + String.join(", ", names));
        }
        return found;
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

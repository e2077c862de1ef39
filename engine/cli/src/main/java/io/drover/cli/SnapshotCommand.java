package io.drover.cli;

import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.proxy.ProxiedInspections;
import io.drover.gather.snapshot.ClusterReading;
import io.drover.gather.snapshot.Snapshot;
import io.drover.gather.snapshot.SnapshotWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover snapshot}: keeps what an evaluation needs. */
@Command(
        name = "snapshot",
        description = {
            "Writes to a directory what evaluate needs, what agents see included.",
            "Left out: Secrets, ConfigMaps, and the values of environment variables."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  drover snapshot before/ && drover evaluate --state before/")
final class SnapshotCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterAccess access = new ClusterAccess();

    @Parameters(
            paramLabel = "DIR",
            description = "Is made when it does not exist; must be empty unless --force is given.")
    private Path folder = Path.of("");

    @Option(names = "--force", description = "Overwrite an earlier snapshot in DIR.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        if (!force && isFilled()) {
            throw new ParameterException(spec.commandLine(), folder + " is not empty, give --force to overwrite");
        }
        Files.createDirectories(folder);
        try (KubernetesClient client = access.connect()) {
            Set<String> namespaces = Terminal.waitFor(
                    spec.commandLine().getErr(), "reading the cluster", progress -> write(client, progress));
            spec.commandLine()
                    .getOut()
                    .println("written to " + folder + ": " + namespaces.size() + " namespaces with recommendations");
        }
        return ExitCode.FINE;
    }

    private Set<String> write(KubernetesClient client, Consumer<String> progress) throws IOException {
        Instant now = Instant.now();
        Snapshot snapshot = new ClusterReading(client, InstantSource.fixed(now)).read(progress);
        Set<String> namespaces = snapshot.recommendations().stream()
                .map(one -> one.getMetadata().getNamespace())
                .collect(Collectors.toCollection(TreeSet::new));
        progress.accept("asking agents about " + namespaces.size() + " namespaces");
        var inspections = new ProxiedInspections(client, access.droverNamespace());
        new SnapshotWriter(snapshot.view(), inspections, GatherSettings.DEFAULT).write(folder, namespaces, now);
        return namespaces;
    }

    private boolean isFilled() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }
}

package io.drover.cli;

import io.drover.gather.proxy.ProxiedInspections;
import io.drover.gather.snapshot.ClusterReading;
import io.drover.gather.snapshot.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the facts come from: a cluster, or a directory. */
final class FactSource {

    @Mixin
    private ClusterAccess access = new ClusterAccess();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Only this namespace; may be given several times.")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "A snapshot or a directory of manifests, instead of a cluster.")
    private Optional<Path> state = Optional.empty();

    /** Reads and gathers, showing how far it is. */
    Facts gather(PrintWriter err, Set<String> names) throws IOException {
        Facts.Selection only = new Facts.Selection(new HashSet<>(namespaces), names);
        if (state.isPresent()) {
            return Terminal.waitFor(err, "reading " + state.get(), progress -> ofFolder(state.get(), only, progress));
        }
        try (KubernetesClient client = access.connect()) {
            return Terminal.waitFor(err, "reading the cluster", progress -> ofCluster(client, only, progress));
        }
    }

    private static Facts ofFolder(Path folder, Facts.Selection only, Consumer<String> progress) throws IOException {
        Snapshot snapshot = Snapshots.read(folder);
        return Facts.of("directory " + folder, snapshot, snapshot.inspections(), Instant.now(), only, progress);
    }

    private Facts ofCluster(KubernetesClient client, Facts.Selection only, Consumer<String> progress) {
        Snapshot snapshot = new ClusterReading(client, InstantSource.system()).read(progress);
        var inspections = new ProxiedInspections(client, access.droverNamespace());
        String source = "cluster " + client.getMasterUrl().getHost();
        return Facts.of(source, snapshot, inspections, Instant.now(), only, progress);
    }
}

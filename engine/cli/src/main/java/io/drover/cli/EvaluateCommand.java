package io.drover.cli;

import io.drover.gather.proxy.ProxiedInspections;
import io.drover.gather.snapshot.ClusterReading;
import io.drover.gather.snapshot.Snapshot;
import io.drover.report.model.EvaluationReport;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.ReportTree;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.TableWriter;
import io.drover.rules.decision.Action;
import io.drover.rules.policy.Policy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover evaluate}: what would be done, and why. */
@Command(
        name = "evaluate",
        description = "Decides recommendations without touching anything: which action for each pod, and why.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code 1 when a pod would be skipped, or as --fail-on says.%n%nExamples:%n",
        footer = {
            "  drover evaluate -n shop redis-larger",
            "  drover evaluate --state manifests/ --policy policies-examples/business-hours",
            "  drover evaluate --fail-on skip,restart -o json"
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterAccess access = new ClusterAccess();

    @Mixin
    private PolicySources policies = new PolicySources();

    @Parameters(paramLabel = "RECOMMENDATION", description = "Only these recommendations.", arity = "0..*")
    private List<String> names = new ArrayList<>();

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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            split = ",",
            defaultValue = "skip",
            description = "End with exit code 1 for ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<FailOn> failOn = new HashSet<>();

    /** What {@code --fail-on} knows. */
    enum FailOn {
        /** A pod would be left as it is. */
        SKIP(Action.SKIP),
        /** A pod would be restarted. */
        RESTART(Action.ROLLING_RESTART);

        private final Action action;

        FailOn(Action action) {
            this.action = action;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Policy> loaded = policies.load();
        EvaluationReport report = state.isPresent()
                ? Terminal.waitFor(
                        spec.commandLine().getErr(),
                        "reading " + state.get(),
                        progress -> ofFolder(loaded, state.get(), progress))
                : ofCluster(loaded);
        spec.commandLine().getOut().print(written(report));
        spec.commandLine().getOut().flush();
        return failOn.stream().anyMatch(what -> report.chose(what.action)) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    private EvaluationReport ofFolder(List<Policy> loaded, Path folder, Consumer<String> progress) throws IOException {
        Snapshot snapshot = Snapshots.read(folder);
        return new Evaluation(PolicySources.decider(loaded), snapshot, snapshot.inspections(), Instant.now())
                .report(
                        "directory " + folder,
                        PolicySources.named(loaded),
                        Set.copyOf(namespaces),
                        Set.copyOf(names),
                        progress);
    }

    private EvaluationReport ofCluster(List<Policy> loaded) throws IOException {
        try (KubernetesClient client = access.connect()) {
            return Terminal.waitFor(
                    spec.commandLine().getErr(),
                    "reading the cluster",
                    progress -> ofCluster(loaded, client, progress));
        }
    }

    private EvaluationReport ofCluster(List<Policy> loaded, KubernetesClient client, Consumer<String> progress) {
        Snapshot snapshot = new ClusterReading(client, InstantSource.system()).read(progress);
        var inspections = new ProxiedInspections(client, access.droverNamespace());
        return new Evaluation(PolicySources.decider(loaded), snapshot, inspections, Instant.now())
                .report(
                        "cluster " + client.getMasterUrl().getHost(),
                        PolicySources.named(loaded),
                        Set.copyOf(namespaces),
                        Set.copyOf(names),
                        progress);
    }

    private String written(EvaluationReport report) {
        return switch (output) {
            case TABLE -> new TableWriter(Terminal.hasColor()).write(report);
            case JSON -> JsonWriter.write(ReportTree.of(report));
            case YAML -> YamlWriter.write(ReportTree.of(report));
        };
    }
}

package io.drover.cli;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationStatus;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.Columns;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drover status}: how far recommendations are. */
@Command(
        name = "status",
        description = "How far the recommendations are that the operator has seen.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  drover status -n shop -o json")
final class StatusCommand implements Callable<Integer> {

    private static final List<String> FIELDS =
            List.of("namespace", "name", "target", "phase", "decision", "appliedAt", "message");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterAccess access = new ClusterAccess();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Only this namespace; may be given several times.")
    private List<String> namespaces = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws IOException {
        try (KubernetesClient client = access.connect()) {
            List<Map<String, Object>> rows =
                    Terminal.waitFor(spec.commandLine().getErr(), "reading the cluster", unused -> rows(client));
            spec.commandLine().getOut().print(written(rows));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.FINE;
    }

    private List<Map<String, Object>> rows(KubernetesClient client) {
        return client.resources(WorkloadRecommendation.class).inAnyNamespace().list().getItems().stream()
                .filter(one -> namespaces.isEmpty()
                        || namespaces.contains(one.getMetadata().getNamespace()))
                .sorted(Comparator.comparing((WorkloadRecommendation one) ->
                                one.getMetadata().getNamespace())
                        .thenComparing(one -> one.getMetadata().getName()))
                .map(StatusCommand::row)
                .toList();
    }

    static Map<String, Object> row(WorkloadRecommendation one) {
        WorkloadRecommendationStatus status =
                one.getStatus() == null ? WorkloadRecommendationStatus.pending() : one.getStatus();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("namespace", one.getMetadata().getNamespace());
        row.put("name", one.getMetadata().getName());
        row.put(
                "target",
                one.getSpec().targetRef().kind() + "/"
                        + one.getSpec().targetRef().name());
        row.put("phase", String.valueOf(status.phase()));
        row.put("decision", status.decision() == null ? "" : status.decision().summary());
        row.put("appliedAt", status.appliedAt() == null ? "" : status.appliedAt());
        row.put("message", status.message());
        return row;
    }

    String written(List<Map<String, Object>> rows) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", "drover.dev/status/v1");
        tree.put("recommendations", rows);
        return switch (output) {
            case JSON -> JsonWriter.write(tree);
            case YAML -> YamlWriter.write(tree);
            case TABLE -> table(rows);
        };
    }

    private static String table(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            return "no recommendations\n";
        }
        Columns columns =
                new Columns("NAMESPACE", "RECOMMENDATION", "WORKLOAD", "PHASE", "DECISION", "APPLIED AT", "MESSAGE");
        rows.forEach(row -> columns.row(FIELDS.stream()
                .map(field -> row.get(field).toString().replaceAll("\\p{Cntrl}", "?"))
                .map(text -> text.isEmpty() ? "-" : text)
                .toArray(String[]::new)));
        return columns.toString();
    }
}

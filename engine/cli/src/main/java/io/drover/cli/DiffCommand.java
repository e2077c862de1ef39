package io.drover.cli;

import io.drover.report.model.PlanDifference;
import io.drover.report.structured.DifferenceTree;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.RecordedReport;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.DifferenceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover diff}: which pods another version of a policy would treat otherwise. */
@Command(
        name = "diff",
        description =
                "Decides by two versions of a policy and shows the pods whose action changes, with the rules that do it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code 1 when an action changes.%n%nExamples:%n",
        footer = {
            "  drover diff policies/old policies/new --state snapshot/",
            "  drover diff none policies/new                     what a first policy changes in the cluster",
            "  drover diff policies/old policies/new --replay report.yaml -o json"
        })
final class DiffCommand implements Callable<Integer> {

    private static final Path NONE = Path.of("none");

    @Spec
    private CommandSpec spec;

    @Mixin
    private FactSource source = new FactSource();

    @Mixin
    private ParameterSettings settings = new ParameterSettings();

    @Parameters(index = "0", paramLabel = "OLD", description = "The folder of a policy; none stands for no policy.")
    private Path old = NONE;

    @Parameters(index = "1", paramLabel = "NEW", description = "The folder of another version of it, or none.")
    private Path other = NONE;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "On what this report in yaml or json was made from, instead of a cluster.")
    private Optional<Path> replay = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Policies before = policies(old);
        Policies after = policies(other);
        Facts facts = replay.isPresent() ? Facts.of(recorded(replay.get())) : source.gather(err, Set.of());
        List<PlanDifference> differences = Terminal.waitFor(
                err,
                "deciding twice",
                progress -> PlanDifference.between(
                        Evaluation.of(facts, before, progress), Evaluation.of(facts, after, progress)));
        int pods = facts.parts().stream()
                .mapToInt(part -> part.facts()
                        .map(known -> Math.max(1, known.pods().size()))
                        .orElse(0))
                .sum();
        spec.commandLine()
                .getOut()
                .print(
                        switch (output) {
                            case TABLE -> DifferenceWriter.write(differences, pods);
                            case JSON -> JsonWriter.write(DifferenceTree.of(differences, pods));
                            case YAML -> YamlWriter.write(DifferenceTree.of(differences, pods));
                        });
        spec.commandLine().getOut().flush();
        return differences.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private Policies policies(Path folder) throws IOException {
        return folder.equals(NONE) ? new Policies(List.of()) : PolicySources.load(List.of(folder), settings.read());
    }

    private static RecordedReport recorded(Path file) throws IOException {
        return Recording.read(file);
    }
}

package io.drover.cli;

import io.drover.report.model.ReasonTexts;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.ReasonsTree;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.ReasonsWriter;
import io.drover.rules.decision.ReasonCatalogue;
import io.drover.rules.decision.ReasonCatalogue.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover reasons}: every code, what it means and what to do. */
@Command(
        name = "reasons",
        description = "Lists the codes that decisions, conditions, events and metrics give as reasons, and what to do.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  drover reasons ImageMismatch", "  drover reasons --policy policies-examples/business-hours -o json"
        })
final class ReasonsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private PolicySources policies = new PolicySources();

    @Parameters(paramLabel = "CODE", description = "Only these codes, or codes that have this in them.", arity = "0..*")
    private List<String> codes = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws IOException {
        List<Section> all = new ArrayList<>(ReasonCatalogue.builtIn().sections());
        for (Policies.Loaded one : policies.load().loaded()) {
            all.add(new Section(
                    "Of policy " + one.policy().name(),
                    one.policy().description(),
                    one.policy().reasons().stream().map(ReasonTexts::entry).toList()));
        }
        List<Section> wanted = all.stream()
                .map(section -> new Section(
                        section.title(),
                        section.about(),
                        section.entries().stream()
                                .filter(entry -> isWanted(entry.code()))
                                .toList()))
                .filter(section -> !section.entries().isEmpty())
                .toList();
        if (wanted.isEmpty()) {
            throw new NotFound("there is no reason " + String.join(", ", codes) + "; drover reasons lists all");
        }
        spec.commandLine()
                .getOut()
                .print(
                        switch (output) {
                            case TABLE -> ReasonsWriter.write(wanted, codes.isEmpty());
                            case JSON -> JsonWriter.write(ReasonsTree.of(wanted));
                            case YAML -> YamlWriter.write(ReasonsTree.of(wanted));
                        });
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }

    private boolean isWanted(String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        return codes.isEmpty() || codes.stream().anyMatch(wanted -> lower.contains(wanted.toLowerCase(Locale.ROOT)));
    }
}

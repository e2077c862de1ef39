package io.drover.cli;

import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.YamlWriter;
import io.drover.rules.lint.LintFinding;
import io.drover.rules.lint.PolicyLint;
import io.drover.rules.policy.ParameterValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover lint}: what in a policy is probably not meant. */
@Command(
        name = "lint",
        description = {
            "Looks in policies for what is probably not meant: conditions that are never or always true, rules without a",
            "test, reasons and parameters that nobody uses."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit code 1 when something was found, 2 when a policy is not valid.%n%nExamples:%n",
        footer = {"  drover lint policies-examples/business-hours", "  drover lint -o json policies/*"})
final class LintCommand implements Callable<Integer> {

    private static final String SCHEMA = "drover.dev/lint/v1";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ParameterSettings settings = new ParameterSettings();

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of policies.")
    private List<Path> folders = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.TABLE;

    @Override
    public Integer call() throws IOException {
        List<ParameterValue> values = settings.read();
        List<LintFinding> found = new ArrayList<>();
        for (Path folder : folders) {
            for (LintFinding one : PolicyLint.check(PolicySources.files(folder), values)) {
                found.add(new LintFinding(
                        folder.resolve(one.file()).toString(),
                        one.line(),
                        one.column(),
                        one.code(),
                        one.message(),
                        one.instead()));
            }
        }
        spec.commandLine()
                .getOut()
                .print(
                        switch (output) {
                            case TABLE -> table(found);
                            case JSON -> JsonWriter.write(tree(found));
                            case YAML -> YamlWriter.write(tree(found));
                        });
        spec.commandLine().getOut().flush();
        if (found.stream().anyMatch(one -> one.code() == LintFinding.Code.INVALID)) {
            return ExitCode.INVALID;
        }
        return found.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private static String table(List<LintFinding> found) {
        return found.isEmpty()
                ? "nothing found\n"
                : found.stream().map(one -> one + "\n").collect(Collectors.joining());
    }

    private static Map<String, Object> tree(List<LintFinding> found) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put(
                "findings",
                found.stream()
                        .map(one -> {
                            Map<String, Object> finding = new LinkedHashMap<>();
                            finding.put("file", one.file());
                            finding.put("line", (long) one.line());
                            finding.put("column", (long) one.column());
                            finding.put("code", one.code().toString());
                            finding.put("message", one.message());
                            finding.put("instead", one.instead());
                            return finding;
                        })
                        .toList());
        return tree;
    }
}

package io.drover.cli;

import io.drover.report.model.EvaluationReport;
import io.drover.report.structured.RecordedReport;
import io.drover.rules.decision.Action;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "  drover evaluate --fail-on skip,restart -o json",
            "  drover evaluate -o html > report.html",
            "  drover evaluate -o yaml > report.yaml; drover evaluate --replay report.yaml"
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FactSource source = new FactSource();

    @Mixin
    private PolicySources policies = new PolicySources();

    @Parameters(paramLabel = "RECOMMENDATION", description = "Only these recommendations.", arity = "0..*")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Decide again what this report in yaml or json was made from; with --policy by other policies.")
    private Optional<Path> replay = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ReportFormat output = ReportFormat.TABLE;

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
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Policies deciding = policies.load();
        Facts facts;
        if (replay.isPresent()) {
            RecordedReport recorded = Recording.read(replay.get());
            facts = Facts.of(recorded);
            deciding = policies.any() ? deciding : Recording.policies(replay.get(), recorded);
            sameRules(recorded, deciding, err);
        } else {
            facts = source.gather(err, new HashSet<>(names));
        }
        Policies by = deciding;
        EvaluationReport report = Terminal.waitFor(err, "deciding", progress -> Evaluation.of(facts, by, progress));
        spec.commandLine().getOut().print(output.write(report, by.reasons()));
        spec.commandLine().getOut().flush();
        return failOn.stream().anyMatch(what -> report.chose(what.action)) ? ExitCode.FINDINGS : ExitCode.FINE;
    }

    /** Another version of drover has other built-in rules, so it may decide otherwise: better said than wondered about. */
    private void sameRules(RecordedReport recorded, Policies deciding, PrintWriter err) {
        if (!policies.any() && !deciding.decider().policyHash().equals(recorded.policyHash())) {
            err.println("drover: the built-in rules have changed since " + replay.orElseThrow()
                    + " was written, so decisions may differ");
        }
    }
}

package io.drover.cli;

import io.drover.rules.policy.SourceFile;
import io.drover.rules.policytest.CaseResult;
import io.drover.rules.policytest.Coverage;
import io.drover.rules.policytest.PolicyTester;
import io.drover.rules.policytest.TestRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover test}: runs the tests that policies bring along. */
@Command(
        name = "test",
        description = "Runs the cases in the *.test.yaml of policies. No cluster is asked.",
        mixinStandardHelpOptions = true,
        footerHeading =
                "%nExit code 1 when a case failed, there is none, or less is covered than --coverage asks.%n%nExamples:%n",
        footer = {
            "  drover test policies-examples/business-hours",
            "  drover test --coverage=80 policies/*",
        })
final class TestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of policies.")
    private List<Path> folders = List.of();

    @Option(
            names = "--coverage",
            paramLabel = "PERCENT",
            arity = "0..1",
            fallbackValue = "0",
            description = "Show which rules and constraints no case exercises; fail below this share of either.")
    private Optional<Integer> coverage = Optional.empty();

    @Override
    public Integer call() throws IOException {
        if (coverage.filter(percent -> percent < 0 || percent > 100).isPresent()) {
            throw new ParameterException(spec.commandLine(), "--coverage takes 0 to 100");
        }
        int worst = ExitCode.FINE;
        for (Path folder : folders) {
            worst = Math.max(worst, run(folder));
        }
        spec.commandLine().getOut().flush();
        return worst;
    }

    private int run(Path folder) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<SourceFile> files = PolicySources.files(folder);
        TestRun run = PolicyTester.run(files);
        if (!run.problems().isEmpty()) {
            run.problems()
                    .forEach(problem -> spec.commandLine().getErr().println(PolicySources.in(folder, files, problem)));
            return ExitCode.INVALID;
        }
        run.results().forEach(result -> out.println((result.passed() ? "ok   " : "FAIL ") + folder + "/" + result));
        long failed = run.results().stream().filter(result -> !result.passed()).count();
        out.println(folder + ": "
                + (run.results().isEmpty()
                        ? "there is no case; write one to a file that ends in .test.yaml"
                        : (run.results().size() - failed) + " passed, " + failed + " failed"));
        boolean covered =
                coverage.map(percent -> show(folder, run.coverage(), percent)).orElse(true);
        return run.results().stream().allMatch(CaseResult::passed)
                        && !run.results().isEmpty()
                        && covered
                ? ExitCode.FINE
                : ExitCode.FINDINGS;
    }

    /** Shows what is not covered, and tells whether enough is. */
    private boolean show(Path folder, Coverage seen, int percent) {
        PrintWriter out = spec.commandLine().getOut();
        for (Coverage.OfRule rule : seen.rules()) {
            if (!rule.spoke()) {
                out.println(folder.resolve(rule.file()) + ":" + rule.line() + ": no case makes \"" + rule.rule()
                        + "\" speak");
            }
            for (Coverage.OfConstraint constraint : rule.constraints()) {
                if (!constraint.held() || !constraint.failed()) {
                    out.println(folder.resolve(rule.file()) + ":" + constraint.line() + ":" + constraint.column()
                            + ": in no case does " + constraint.text() + (constraint.held() ? " fail" : " hold"));
                }
            }
        }
        out.println(folder + ": rules covered " + seen.rulePercent() + " %, constraints " + seen.constraintPercent()
                + " %" + (percent > 0 ? ", asked for " + percent + " %" : ""));
        return seen.rulePercent() >= percent && seen.constraintPercent() >= percent;
    }
}

package io.drover.rules.lint;

import io.drover.rules.lint.LintFinding.Code;
import io.drover.rules.policy.Condition;
import io.drover.rules.policy.DeclaredReason;
import io.drover.rules.policy.Expression;
import io.drover.rules.policy.ExpressionParts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Parameter;
import io.drover.rules.policy.ParameterValue;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.RuleDefinition;
import io.drover.rules.policy.SourceFile;
import io.drover.rules.policytest.PolicyTester;
import io.drover.rules.policytest.TestRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks through one policy. */
public final class PolicyLint {

    private static final String MANIFEST = "policy.yaml";

    private final List<SourceFile> files;
    private final Policy policy;
    private final List<LintFinding> findings = new ArrayList<>();

    private PolicyLint(List<SourceFile> files, Policy policy) {
        this.files = files;
        this.policy = policy;
    }

    /**
     * Everything that was found, in the order of files and lines.
     *
     * @param files of one policy, tests included
     * @param values for its parameters
     */
    public static List<LintFinding> check(List<SourceFile> files, List<ParameterValue> values) {
        return switch (new PolicyLoader().load(files, values)) {
            case LoadResult.Loaded(Policy policy) -> new PolicyLint(files, policy).all();
            case LoadResult.Refused refused ->
                refused.problems().stream()
                        .map(problem -> new LintFinding(
                                problem.file(),
                                problem.line(),
                                problem.column(),
                                Code.INVALID,
                                problem.message(),
                                problem.instead()))
                        .toList();
        };
    }

    private List<LintFinding> all() {
        policy.rules().forEach(rule -> new ConditionLint(rule, findings).check());
        duplicateRules();
        reasons();
        parameters();
        tests();
        return findings.stream().distinct().sorted().toList();
    }

    private void duplicateRules() {
        Map<String, RuleDefinition> seen = new HashMap<>();
        for (RuleDefinition rule : policy.rules()) {
            RuleDefinition same = seen.putIfAbsent(meaning(rule), rule);
            if (same != null) {
                report(
                        rule.file(),
                        rule.line(),
                        Code.DUPLICATE_RULE,
                        "\"" + rule.name() + "\" says the same as \"" + same.name() + "\" in " + same.file() + ":"
                                + same.line(),
                        "remove one of them");
            }
        }
    }

    private static String meaning(RuleDefinition rule) {
        return rule.reason().code()
                + rule.verdict()
                + rule.actions()
                + rule.weight()
                + rule.conditions().stream()
                        .map(condition -> condition.getClass().getSimpleName()
                                + condition.pattern().type().name()
                                + constraints(condition)
                                        .map(constraint ->
                                                constraint.expression().toString())
                                        .sorted()
                                        .toList())
                        .toList();
    }

    private static Stream<Condition.Constraint> constraints(Condition condition) {
        return condition instanceof Condition.Collected collected
                ? Stream.concat(collected.pattern().constraints().stream(), collected.constraints().stream())
                : condition.pattern().constraints().stream();
    }

    private void reasons() {
        Set<String> given =
                policy.rules().stream().map(rule -> rule.reason().code()).collect(Collectors.toSet());
        for (DeclaredReason reason : policy.reasons()) {
            int line = lineOf("code", reason.code());
            if (!given.contains(reason.code())) {
                report(MANIFEST, line, Code.UNUSED_REASON, "no rule gives the reason " + reason.code(), "remove it");
            }
            if (reason.remedy().isEmpty()) {
                report(
                        MANIFEST,
                        line,
                        Code.NO_REMEDY,
                        "the reason " + reason.code() + " does not say what to do about it",
                        "add remedy: below it");
            }
        }
    }

    private int lineOf(String key, String value) {
        Pattern written = Pattern.compile("[\\s{,-]" + key + ":\\s*[\"']?" + Pattern.quote(value) + "\\b");
        return text(MANIFEST)
                .map(text -> {
                    Matcher found = written.matcher(text);
                    return found.find() ? line(text, found.start() + 1) : 1;
                })
                .findFirst()
                .orElse(1);
    }

    private Stream<String> text(String path) {
        return files.stream().filter(file -> file.path().equals(path)).map(SourceFile::text);
    }

    private void parameters() {
        Set<String> read = policy.rules().stream()
                .flatMap(PolicyLint::expressions)
                .flatMap(ExpressionParts::all)
                .filter(Expression.Parameter.class::isInstance)
                .map(part -> ((Expression.Parameter) part).name())
                .collect(Collectors.toSet());
        for (Parameter parameter : policy.parameters()) {
            if (!read.contains(parameter.name())) {
                report(
                        MANIFEST,
                        parameter.line(),
                        Code.UNUSED_PARAMETER,
                        "no rule reads parameter." + parameter.name(),
                        "remove it, or write parameter." + parameter.name() + " in a rule");
            }
            files.stream().filter(file -> file.path().endsWith(".drl")).forEach(file -> shadows(parameter, file));
        }
    }

    private static Stream<Expression> expressions(RuleDefinition rule) {
        return Stream.concat(
                Stream.of(rule.message()),
                rule.conditions().stream().flatMap(PolicyLint::constraints).map(Condition.Constraint::expression));
    }

    private void shadows(Parameter parameter, SourceFile file) {
        Matcher bound = Pattern.compile("\\$" + parameter.name() + "\\s*:").matcher(file.text());
        while (bound.find()) {
            report(
                    file.path(),
                    line(file.text(), bound.start()),
                    Code.SHADOWED_PARAMETER,
                    "the variable $" + parameter.name() + " has the name of a parameter",
                    "give it another name; the parameter is written parameter." + parameter.name());
        }
    }

    private static int line(String text, int place) {
        return 1 + (int) text.substring(0, place).chars().filter(c -> c == '\n').count();
    }

    private void tests() {
        if (files.stream().noneMatch(PolicyTester::isTest)) {
            report(MANIFEST, 1, Code.NO_TESTS, "the policy has no tests", "add " + policy.name() + ".test.yaml");
            return;
        }
        TestRun run = PolicyTester.run(files);
        run.problems()
                .forEach(problem -> findings.add(new LintFinding(
                        problem.file(),
                        problem.line(),
                        problem.column(),
                        Code.INVALID,
                        problem.message(),
                        problem.instead())));
        if (run.problems().isEmpty()) {
            run.coverage().rules().stream()
                    .filter(rule -> !rule.spoke())
                    .forEach(rule -> report(
                            rule.file(),
                            rule.line(),
                            Code.UNTESTED_RULE,
                            "no test makes \"" + rule.rule() + "\" speak",
                            "add a case in which it matches"));
        }
    }

    private void report(String file, int line, Code code, String message, String instead) {
        findings.add(new LintFinding(file, line, 0, code, message, instead));
    }
}

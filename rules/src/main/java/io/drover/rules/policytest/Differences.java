package io.drover.rules.policytest;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.explanation.Explanation;
import io.drover.rules.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/** Compares a decision with what a case expects, and tells every difference with its cause. */
final class Differences {

    private final PolicyCase tested;
    private final Policy policy;
    private final Explanation explanation;
    private final List<Finding> findings;
    private final List<String> differences = new ArrayList<>();

    Differences(PolicyCase tested, Policy policy, Explanation explanation) {
        this.tested = tested;
        this.policy = policy;
        this.explanation = explanation;
        this.findings = explanation.plan().decisions().stream()
                .flatMap(decision -> decision.findings().stream())
                .distinct()
                .toList();
    }

    List<String> all() {
        PolicyCase.Expectation expected = tested.expected();
        expected.action().ifPresent(this::action);
        expected.reasons().stream().filter(code -> !isGiven(code)).forEach(this::missing);
        expected.absent().stream().filter(this::isGiven).forEach(this::unwanted);
        expected.rules().stream().filter(rule -> !spoke(rule)).forEach(this::silentRule);
        List<Finding> own = findings.stream()
                .filter(finding -> finding.policy().equals(policy.name()))
                .toList();
        if (expected.silent() && expected.reasons().isEmpty()) {
            own.forEach(finding -> differences.add("no rule of the policy should speak, but " + told(finding)));
        }
        if (!expected.silent() && own.isEmpty()) {
            differences.add("no rule of the policy matched; write silent: true when that is what the case shows");
        }
        return differences;
    }

    private void action(Action expected) {
        for (Decision decision : explanation.plan().decisions()) {
            if (decision.action() == expected) {
                continue;
            }
            differences.add(
                    "action of " + decision.subject() + ": expected " + expected + ", got " + decision.action());
            decision.against(expected)
                    .forEach(finding -> differences.add("  against " + expected + ": " + told(finding)));
            if (decision.against(expected).isEmpty()) {
                decision.decisive().forEach(finding -> differences.add("  because " + told(finding)));
            }
        }
    }

    private void missing(String code) {
        differences.add("reason " + code + ": expected, nobody gives it");
        explanation.decisions().stream()
                .flatMap(decision -> decision.almost().stream())
                .filter(almost -> almost.reason().code().equals(code))
                .forEach(almost -> differences.add("  almost: " + almost.path() + " is " + almost.actual()
                        + ", would have to be " + almost.needed() + " (" + almost.file() + ":" + almost.line() + ")"));
    }

    private void unwanted(String code) {
        findings.stream()
                .filter(finding -> finding.reason().code().equals(code))
                .forEach(finding -> differences.add("reason " + code + ": should be absent, but " + told(finding)));
    }

    private void silentRule(String rule) {
        differences.add("rule \"" + rule + "\": expected to speak, it did not");
        explanation.decisions().stream()
                .flatMap(decision -> decision.almost().stream())
                .filter(almost -> almost.rule().equals(rule))
                .forEach(almost -> differences.add("  almost: " + almost.path() + " is " + almost.actual()
                        + ", would have to be " + almost.needed() + " (" + almost.file() + ":" + almost.line() + ")"));
    }

    private boolean isGiven(String code) {
        return findings.stream().anyMatch(finding -> finding.reason().code().equals(code));
    }

    private boolean spoke(String rule) {
        return findings.stream()
                .anyMatch(finding ->
                        finding.policy().equals(policy.name()) && finding.rule().equals(rule));
    }

    private static String told(Finding finding) {
        return finding.verdict() + " " + finding.action() + ", "
                + finding.reason().code() + ": " + finding.message() + " (" + finding.file() + ":" + finding.line()
                + ")";
    }
}

package io.drover.rules.policytest;

import io.drover.rules.decision.ReasonCatalogue;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses names of rules and reasons that do not exist: a test that expects a typing error to be absent would always pass. */
final class NameCheck {

    private final List<Problem> problems;
    private final Set<String> rules;
    private final Set<String> reasons;

    NameCheck(Policy policy, List<Problem> problems) {
        this.problems = problems;
        this.rules = policy.rules().stream().map(rule -> rule.name()).collect(Collectors.toSet());
        this.reasons = policy.reasons().stream().map(reason -> reason.code()).collect(Collectors.toSet());
    }

    void check(PolicyCase tested) {
        PolicyCase.Expectation expected = tested.expected();
        Stream.concat(expected.reasons().stream(), expected.absent().stream())
                .filter(code -> !reasons.contains(code)
                        && ReasonCatalogue.builtIn().find(code).isEmpty())
                .forEach(code -> problem(
                        tested,
                        "there is no reason \"" + code + "\"",
                        "policy.yaml declares "
                                + String.join(", ", reasons.stream().sorted().toList())));
        expected.rules().stream()
                .filter(rule -> !rules.contains(rule))
                .forEach(rule -> problem(
                        tested,
                        "there is no rule \"" + rule + "\"",
                        "there is " + String.join(", ", rules.stream().sorted().toList())));
    }

    private void problem(PolicyCase tested, String message, String instead) {
        problems.add(new Problem(tested.file(), tested.line(), 0, tested.name() + ": " + message, instead));
    }
}

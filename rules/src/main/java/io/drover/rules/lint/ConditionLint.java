package io.drover.rules.lint;

import io.drover.rules.lint.LintFinding.Code;
import io.drover.rules.policy.Condition;
import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Expression;
import io.drover.rules.policy.ExpressionParts;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the conditions of one rule that compare a field with constants. */
final class ConditionLint {

    private final RuleDefinition rule;
    private final Atoms atoms;
    private final List<LintFinding> findings;

    ConditionLint(RuleDefinition rule, List<LintFinding> findings) {
        this.rule = rule;
        this.atoms = new Atoms(rule);
        this.findings = findings;
    }

    void check() {
        List<Atom> together = new ArrayList<>();
        for (Condition condition : rule.conditions()) {
            List<Constraint> constraints = constraints(condition).toList();
            List<Atom> own = constraints.stream()
                    .flatMap(constraint -> atoms.of(constraint).stream())
                    .toList();
            constraints.forEach(this::alone);
            pairs(condition instanceof Condition.Match ? together : new ArrayList<>(), own);
        }
    }

    private static Stream<Constraint> constraints(Condition condition) {
        return condition instanceof Condition.Collected collected
                ? Stream.concat(collected.pattern().constraints().stream(), collected.constraints().stream())
                : condition.pattern().constraints().stream();
    }

    private void pairs(List<Atom> before, List<Atom> atomsOfOne) {
        for (Atom atom : atomsOfOne) {
            for (Atom other : before) {
                if (atom.excludes(other)) {
                    report(
                            atom,
                            Code.CONTRADICTION,
                            "\"" + atom.text() + "\" can never hold together with \"" + other.text() + "\" in line "
                                    + other.line() + ": the rule never speaks",
                            "remove one of them, or write two rules");
                } else if (other.implies(atom)) {
                    report(
                            atom,
                            Code.DUPLICATE,
                            "\"" + atom.text() + "\" follows from \"" + other.text() + "\" in line " + other.line(),
                            "remove it");
                } else if (atom.implies(other)) {
                    report(
                            other,
                            Code.DUPLICATE,
                            "\"" + other.text() + "\" follows from \"" + atom.text() + "\" in line " + atom.line(),
                            "remove it");
                }
            }
            before.add(atom);
        }
    }

    private void alone(Constraint constraint) {
        if (ExpressionParts.all(constraint.expression())
                .noneMatch(part -> part instanceof Expression.Field || part instanceof Expression.Aggregate)) {
            boolean holds = Boolean.TRUE.equals(constraint.expression().value(new Object[0]));
            report(
                    constraint,
                    holds ? Code.ALWAYS_TRUE : Code.NEVER_TRUE,
                    "\"" + constraint.text() + "\" compares constants and " + (holds ? "always" : "never") + " holds",
                    "compare a field");
            return;
        }
        for (Atom atom : atoms.of(constraint)) {
            List<Atom> nature = Atoms.nature(atom);
            if (nature.stream().anyMatch(atom::excludes)) {
                report(
                        constraint,
                        Code.NEVER_TRUE,
                        "\"" + constraint.text() + "\" never holds",
                        "compare with another value");
            } else if (nature.stream().anyMatch(one -> one.implies(atom))) {
                report(
                        constraint,
                        Code.ALWAYS_TRUE,
                        "\"" + constraint.text() + "\" holds for every value",
                        "remove it, or write != unknown if that is meant");
            }
        }
        atoms.alternatives(constraint).ifPresent(sides -> {
            Stream<Atom> left = sides.getFirst().stream();
            boolean covers = sides.getFirst().size() == 1
                    && sides.getLast().size() == 1
                    && left.allMatch(
                            one -> contrary(one).implies(sides.getLast().getFirst()));
            if (covers) {
                report(
                        constraint,
                        Code.ALWAYS_TRUE,
                        "\"" + constraint.text() + "\" holds for every value",
                        "remove it, or write && if both are meant");
            }
        });
    }

    private static Atom contrary(Atom atom) {
        return new Atom(
                atom.subject(), Atom.contrary(atom.operator()), atom.values(), atom.text(), atom.line(), atom.column());
    }

    private void report(Constraint constraint, Code code, String message, String instead) {
        findings.add(new LintFinding(rule.file(), constraint.line(), constraint.column(), code, message, instead));
    }

    private void report(Atom atom, Code code, String message, String instead) {
        findings.add(new LintFinding(rule.file(), atom.line(), atom.column(), code, message, instead));
    }
}

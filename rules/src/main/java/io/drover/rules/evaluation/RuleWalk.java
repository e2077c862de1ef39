package io.drover.rules.evaluation;

import io.drover.rules.facts.Fact;
import io.drover.rules.policy.Condition;
import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Condition.Pattern;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Goes through a rule's conditions over some facts without the engine, to see which constraints held and which did not. It decides
 * nothing; it is for explanations and for the coverage of tests, and gives up quietly after a bounded number of steps.
 */
public final class RuleWalk {

    private static final int MOST_STEPS = 100_000;

    private final RuleDefinition rule;
    private final Collection<Fact> facts;
    private final BiConsumer<Constraint, Boolean> tested;
    private final BiConsumer<Constraint, Object[]> almost;
    private int steps;

    private RuleWalk(
            RuleDefinition rule,
            Collection<Fact> facts,
            BiConsumer<Constraint, Boolean> tested,
            BiConsumer<Constraint, Object[]> almost) {
        this.rule = rule;
        this.facts = facts;
        this.tested = tested;
        this.almost = almost;
    }

    /** Calls {@code tested} for every constraint that was looked at, with whether it held. */
    public static void coverage(RuleDefinition rule, Collection<Fact> facts, BiConsumer<Constraint, Boolean> tested) {
        new RuleWalk(rule, facts, tested, (constraint, slots) -> {}).from(0, new Object[size(rule)], null);
    }

    /**
     * Calls {@code almost} for every combination of facts in which a single constraint keeps the rule from firing, with that constraint
     * and the facts by their place in the rule.
     */
    public static void almost(RuleDefinition rule, Collection<Fact> facts, BiConsumer<Constraint, Object[]> almost) {
        new RuleWalk(rule, facts, (constraint, held) -> {}, almost).from(0, new Object[size(rule)], null);
    }

    private static int size(RuleDefinition rule) {
        return rule.conditions().size();
    }

    private void from(int place, Object[] slots, @org.jspecify.annotations.Nullable Constraint failed) {
        if (++steps > MOST_STEPS) {
            return;
        }
        if (place == rule.conditions().size()) {
            if (failed != null) {
                almost.accept(failed, slots);
            }
            return;
        }
        switch (rule.conditions().get(place)) {
            case Condition.Match(Pattern pattern) -> {
                for (Fact fact : of(pattern)) {
                    Object[] next = with(slots, pattern, fact);
                    onward(place, next, failures(pattern.constraints(), next), failed);
                }
            }
            case Condition.Absent(Pattern pattern) -> {
                if (matching(pattern, slots).isEmpty()) {
                    from(place + 1, slots, failed);
                }
            }
            case Condition.Present(Pattern pattern) -> {
                if (!matching(pattern, slots).isEmpty()) {
                    from(place + 1, slots, failed);
                }
            }
            case Condition.Collected collected -> {
                Object[] next = slots.clone();
                next[collected.pattern().slot()] = matching(collected.pattern(), slots);
                onward(place, next, failures(collected.constraints(), next), failed);
            }
        }
    }

    private void onward(
            int place,
            Object[] slots,
            List<Constraint> failures,
            @org.jspecify.annotations.Nullable Constraint failedBefore) {
        if (failures.isEmpty()) {
            from(place + 1, slots, failedBefore);
        } else if (failures.size() == 1 && failedBefore == null) {
            from(place + 1, slots, failures.getFirst());
        }
    }

    private List<Constraint> failures(List<Constraint> constraints, Object[] slots) {
        List<Constraint> failures = new ArrayList<>();
        for (Constraint constraint : constraints) {
            boolean held = Boolean.TRUE.equals(constraint.expression().value(slots));
            tested.accept(constraint, held);
            if (!held) {
                failures.add(constraint);
            }
        }
        return failures;
    }

    private List<Fact> matching(Pattern pattern, Object[] slots) {
        return of(pattern).stream()
                .filter(fact -> failures(pattern.constraints(), with(slots, pattern, fact))
                        .isEmpty())
                .toList();
    }

    private List<Fact> of(Pattern pattern) {
        return facts.stream().filter(pattern.type().type()::isInstance).toList();
    }

    private Object[] with(Object[] slots, Pattern pattern, Fact fact) {
        steps++;
        Object[] next = slots.clone();
        next[pattern.slot()] = fact;
        return next;
    }
}

package io.drover.rules.policy;

import java.util.List;

/** One line of a rule's {@code when}. */
public sealed interface Condition {

    /** The pattern that it is about. */
    Pattern pattern();

    /** There is such a fact; the rule says its findings for each. */
    record Match(Pattern pattern) implements Condition {}

    /** There is no such fact. */
    record Absent(Pattern pattern) implements Condition {}

    /** There is such a fact, one or more. */
    record Present(Pattern pattern) implements Condition {}

    /**
     * All such facts together.
     *
     * @param pattern what is collected into its slot
     * @param constraints on what was computed over them
     */
    record Collected(Pattern pattern, List<Constraint> constraints) implements Condition {
        public Collected {
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * Facts of one type that meet all constraints.
     *
     * @param slot its place among the rule's matched facts, from 0
     * @param type of the facts
     * @param constraints all of them must be true
     * @param line in the file, from 1
     */
    record Pattern(int slot, FactType type, List<Constraint> constraints, int line) {
        public Pattern {
            constraints = List.copyOf(constraints);
        }
    }

    /**
     * One comparison.
     *
     * @param text as written
     * @param expression its meaning
     * @param slots of the facts that it reads, ascending
     * @param line in the file, from 1
     * @param column in the file, from 1
     */
    record Constraint(String text, Expression expression, List<Integer> slots, int line, int column) {
        public Constraint {
            slots = List.copyOf(slots);
        }
    }
}

package io.drover.rules.policy;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells which matched facts an expression reads. */
final class ReadSlots {

    private ReadSlots() {}

    static List<Integer> of(Expression expression) {
        SortedSet<Integer> slots = new TreeSet<>();
        collect(expression, slots);
        return List.copyOf(slots);
    }

    private static void collect(Expression expression, SortedSet<Integer> slots) {
        switch (expression) {
            case Expression.Constant constant -> {}
            case Expression.Parameter parameter -> {}
            case Expression.Field field -> slots.add(field.slot());
            case Expression.Entry entry -> collect(entry.map(), slots);
            case Expression.Comparison comparison -> both(comparison.left(), comparison.right(), slots);
            case Expression.Logic logic -> both(logic.left(), logic.right(), slots);
            case Expression.Negation negation -> collect(negation.negated(), slots);
            case Expression.MissingTest test -> collect(test.tested(), slots);
            case Expression.Arithmetic arithmetic -> both(arithmetic.left(), arithmetic.right(), slots);
            case Expression.Membership membership -> {
                collect(membership.left(), slots);
                membership.choices().forEach(choice -> collect(choice, slots));
            }
            case Expression.Containment containment -> both(containment.whole(), containment.part(), slots);
            case Expression.Joined joined -> joined.parts().forEach(part -> collect(part, slots));
            case Expression.Aggregate aggregate -> {
                slots.add(aggregate.slot());
                collect(aggregate.argument(), slots);
            }
        }
    }

    private static void both(Expression left, Expression right, SortedSet<Integer> slots) {
        collect(left, slots);
        collect(right, slots);
    }
}

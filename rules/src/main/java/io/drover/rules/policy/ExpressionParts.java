package io.drover.rules.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an expression is made of. */
public final class ExpressionParts {

    private ExpressionParts() {}

    /** The expressions that stand directly in it, in the order in which they are written. */
    public static List<Expression> of(Expression expression) {
        return switch (expression) {
            case Expression.Constant constant -> List.of();
            case Expression.Parameter parameter -> List.of();
            case Expression.Field field -> List.of();
            case Expression.Entry entry -> List.of(entry.map());
            case Expression.Comparison comparison -> List.of(comparison.left(), comparison.right());
            case Expression.Logic logic -> List.of(logic.left(), logic.right());
            case Expression.Negation negation -> List.of(negation.negated());
            case Expression.MissingTest test -> List.of(test.tested());
            case Expression.Arithmetic arithmetic -> List.of(arithmetic.left(), arithmetic.right());
            case Expression.Membership membership -> {
                List<Expression> parts = new ArrayList<>(List.of(membership.left()));
                parts.addAll(membership.choices());
                yield parts;
            }
            case Expression.Containment containment -> List.of(containment.whole(), containment.part());
            case Expression.Joined joined -> joined.parts();
            case Expression.Aggregate aggregate -> List.of(aggregate.argument());
        };
    }

    /** The expression itself and everything in it. */
    public static Stream<Expression> all(Expression expression) {
        return Stream.concat(Stream.of(expression), of(expression).stream().flatMap(ExpressionParts::all));
    }
}

package io.drover.rules.policy;

import java.util.List;
import java.util.stream.Stream;

/** Tells which matched facts an expression reads. */
final class ReadSlots {

    private ReadSlots() {}

    static List<Integer> of(Expression expression) {
        return ExpressionParts.all(expression)
                .flatMap(part -> switch (part) {
                    case Expression.Field field -> Stream.of(field.slot());
                    case Expression.Aggregate aggregate -> Stream.of(aggregate.slot());
                    default -> Stream.<Integer>empty();
                })
                .distinct()
                .sorted()
                .toList();
    }
}

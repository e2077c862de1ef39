package io.drover.rules.evaluation;

import io.drover.rules.facts.Container;
import io.drover.rules.facts.Obstacle;
import io.drover.rules.facts.TargetNode;
import io.drover.rules.policy.Expression;
import java.util.Locale;
import java.util.Optional;

/** Names a value of a fact in the form in which it can be changed: {@code container.redis.resident}. */
final class FactPath {

    private FactPath() {}

    /**
     * The path of what an expression reads, empty when it reads no fact.
     *
     * @param slots the matched facts, which give their names to the path
     */
    static Optional<String> of(Expression expression, Optional<Object[]> slots) {
        return switch (expression) {
            case Expression.Field(int slot, var path) ->
                Optional.of(slots.map(facts -> root(facts[slot]) + ".").orElse("") + path.name());
            case Expression.Entry entry ->
                of(entry.map(), slots)
                        .map(map ->
                                map + (entry.key().contains(".") ? "[\"" + entry.key() + "\"]" : "." + entry.key()));
            case Expression.Arithmetic sum -> {
                Optional<String> left = of(sum.left(), slots);
                Optional<String> right = of(sum.right(), slots);
                yield left.isPresent() && right.isPresent()
                        ? Optional.of(left.get() + " " + sum.operator() + " " + right.get())
                        : left.or(() -> right);
            }
            case Expression.Aggregate aggregate -> {
                String argument = of(aggregate.argument(), Optional.empty()).orElse("");
                yield Optional.of(aggregate.function() + " of " + argument);
            }
            case Expression.Negation negation -> of(negation.negated(), slots);
            default -> Optional.empty();
        };
    }

    private static String root(Object fact) {
        return switch (fact) {
            case Container container -> "container" + step(container.name().toString());
            case TargetNode target -> "target" + step(target.name().toString());
            case Obstacle obstacle -> "obstacle of " + obstacle.container();
            default -> {
                String name = fact.getClass().getSimpleName();
                yield name.toLowerCase(Locale.ROOT);
            }
        };
    }

    private static String step(String name) {
        return name.contains(".") ? "[\"" + name + "\"]" : "." + name;
    }
}

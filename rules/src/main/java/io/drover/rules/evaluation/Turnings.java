package io.drover.rules.evaluation;

import io.drover.rules.policy.Condition;
import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Condition.Pattern;
import io.drover.rules.policy.Expression;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out which values would have to be others for an expression to turn from true to not true, or the other way round. */
public final class Turnings {

    private Turnings() {}

    /** Each is enough by itself for a rule that fired on these facts not to fire. */
    static List<Turning> against(RuleDefinition rule, Object[] slots) {
        List<Turning> turnings = new ArrayList<>();
        for (Condition condition : rule.conditions()) {
            switch (condition) {
                case Condition.Match(Pattern pattern) ->
                    pattern.constraints().forEach(constraint -> turnings.addAll(of(constraint, slots)));
                case Condition.Collected collected ->
                    collected.constraints().forEach(constraint -> turnings.addAll(of(constraint, slots)));
                case Condition.Absent(Pattern pattern) -> turnings.add(existence(pattern, "there is none", "there"));
                case Condition.Present(Pattern pattern) -> turnings.add(existence(pattern, "there is one", "absent"));
            }
        }
        return turnings;
    }

    private static Turning existence(Pattern pattern, String actual, String needed) {
        String constraints =
                pattern.constraints().stream().map(Constraint::text).collect(Collectors.joining(", "));
        String written = pattern.type().name() + "(" + (constraints.isEmpty() ? "" : " " + constraints + " ") + ")";
        return new Turning(pattern.line(), written, actual, "", needed, false);
    }

    /** Each is enough by itself for the constraint to turn. */
    public static List<Turning> of(Constraint constraint, Object[] slots) {
        return of(constraint.expression(), slots, constraint.line());
    }

    private static List<Turning> of(Expression expression, Object[] slots, int line) {
        boolean holds = Boolean.TRUE.equals(expression.value(slots));
        return switch (expression) {
            case Expression.Negation negation -> of(negation.negated(), slots, line);
            case Expression.Logic logic -> logic(logic, holds, slots, line);
            case Expression.Comparison comparison -> List.of(comparison(comparison, slots, line));
            case Expression.Membership in -> {
                String choices = in.choices().stream()
                        .map(choice -> shown(choice, slots))
                        .collect(Collectors.joining(", "));
                yield List.of(turning(in.left(), choices, (holds ? "none of " : "one of ") + choices, slots, line));
            }
            case Expression.Containment contains -> {
                String part = shown(contains.part(), slots);
                yield List.of(turning(contains.whole(), part, (holds ? "without " : "with ") + part, slots, line));
            }
            case Expression.MissingTest test -> {
                String word = test.unknown() ? "unknown" : "none";
                yield List.of(turning(test.tested(), "", (holds == test.negated() ? "" : "not ") + word, slots, line));
            }
            default -> List.of(turning(expression, "", String.valueOf(!holds), slots, line));
        };
    }

    private static List<Turning> logic(Expression.Logic logic, boolean holds, Object[] slots, int line) {
        List<Expression> turned = Stream.of(logic.left(), logic.right())
                .filter(side -> Boolean.TRUE.equals(side.value(slots)) == holds)
                .toList();
        List<List<Turning>> sides =
                turned.stream().map(side -> of(side, slots, line)).toList();
        if (logic.both() == holds || sides.size() < 2) {
            return sides.stream().flatMap(List::stream).toList();
        }
        return sides.getFirst().stream()
                .flatMap(one -> sides.getLast().stream().map(one::and))
                .toList();
    }

    private static Turning comparison(Expression.Comparison comparison, Object[] slots, int line) {
        boolean holds = Boolean.TRUE.equals(comparison.value(slots));
        boolean mirrored = !reads(comparison.left()) && reads(comparison.right());
        Expression own = mirrored ? comparison.right() : comparison.left();
        Expression limit = mirrored ? comparison.left() : comparison.right();
        String operator = mirrored ? mirror(comparison.operator()) : comparison.operator();
        String shown = shown(limit, slots);
        String needed = needed(holds ? contrary(operator) : operator, shown);
        Turning turning = turning(own, shown, needed, slots, line);
        boolean ordered = operator.startsWith("<") || operator.startsWith(">");
        return new Turning(line, turning.path(), turning.actual(), shown, needed, ordered);
    }

    private static boolean reads(Expression expression) {
        return FactPath.of(expression, Optional.empty()).isPresent();
    }

    private static Turning turning(Expression own, String limit, String needed, Object[] slots, int line) {
        return new Turning(
                line, FactPath.of(own, Optional.of(slots)).orElse("this"), shown(own, slots), limit, needed, false);
    }

    private static String shown(Expression expression, Object[] slots) {
        return io.drover.rules.policy.ShownValues.of(expression.value(slots));
    }

    private static String mirror(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private static String contrary(String operator) {
        return switch (operator) {
            case "<" -> ">=";
            case "<=" -> ">";
            case ">" -> "<=";
            case ">=" -> "<";
            case "==" -> "!=";
            default -> "==";
        };
    }

    private static String needed(String operator, String limit) {
        return switch (operator) {
            case "<" -> "less than " + limit;
            case "<=" -> "at most " + limit;
            case ">" -> "more than " + limit;
            case ">=" -> "at least " + limit;
            case "!=" -> "other than " + limit;
            default -> limit;
        };
    }
}

package io.drover.rules.lint;

import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Expression;
import java.util.List;
import java.util.Set;

/**
 * One comparison of something with constants, all that conditions are compared by.
 *
 * @param subject what is compared, such as {@code Clock.localTime}
 * @param operator one of {@code == != < <= > >= in notIn}
 * @param values what it is compared with, one but for in and notIn
 * @param text as written
 * @param line from 1
 * @param column from 1
 */
record Atom(String subject, String operator, List<Expression> values, String text, int line, int column) {

    static Atom of(String subject, String operator, List<Expression> values, Constraint constraint) {
        return new Atom(subject, operator, values, constraint.text(), constraint.line(), constraint.column());
    }

    /** No value meets both. */
    boolean excludes(Atom other) {
        if (!subject.equals(other.subject)) {
            return false;
        }
        if (finite()) {
            return values.stream().noneMatch(other::admits);
        }
        if (other.finite()) {
            return other.values.stream().noneMatch(this::admits);
        }
        if (lower() && other.upper()) {
            return apart(this, other);
        }
        return upper() && other.lower() && apart(other, this);
    }

    /** Every value that meets this one meets the other, too. */
    boolean implies(Atom other) {
        if (!subject.equals(other.subject)) {
            return false;
        }
        if (finite()) {
            return values.stream().allMatch(other::admits);
        }
        if (operator.equals(other.operator) && values.equals(other.values)) {
            return true;
        }
        if ((lower() && other.lower()) || (upper() && other.upper())) {
            boolean looser = other.operator.endsWith("=") || !operator.endsWith("=");
            String atLeast = lower() ? ">" : "<";
            return compare(atLeast + (looser ? "=" : ""), first(), other.first());
        }
        boolean excluding = other.operator.equals("!=") || other.operator.equals("notIn");
        return (lower() || upper()) && excluding && other.values.stream().noneMatch(this::admits);
    }

    private boolean finite() {
        return operator.equals("==") || operator.equals("in");
    }

    private boolean lower() {
        return operator.startsWith(">");
    }

    private boolean upper() {
        return operator.startsWith("<");
    }

    private Expression first() {
        return values.getFirst();
    }

    private static boolean apart(Atom lower, Atom upper) {
        boolean touching = lower.operator.equals(">=") && upper.operator.equals("<=");
        return compare(touching ? ">" : ">=", lower.first(), upper.first());
    }

    private boolean admits(Expression value) {
        return switch (operator) {
            case "in" -> values.stream().anyMatch(choice -> compare("==", value, choice));
            case "notIn" -> values.stream().noneMatch(choice -> compare("==", value, choice));
            default -> compare(operator, value, first());
        };
    }

    private static boolean compare(String operator, Expression left, Expression right) {
        return Boolean.TRUE.equals(new Expression.Comparison(operator, left, right).value(new Object[0]));
    }

    static String contrary(String operator) {
        return switch (operator) {
            case "<" -> ">=";
            case "<=" -> ">";
            case ">" -> "<=";
            case ">=" -> "<";
            case "==" -> "!=";
            case "!=" -> "==";
            case "in" -> "notIn";
            default -> "in";
        };
    }

    static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Constant || expression instanceof Expression.Parameter;
    }

    /** Facts of which there is one, so that two patterns speak about the same. */
    static final Set<String> SINGLE = Set.of(
            "Agent", "Clock", "Cluster", "Freeze", "History", "Node", "Pod", "Recommendation", "Resize", "Workload");
}

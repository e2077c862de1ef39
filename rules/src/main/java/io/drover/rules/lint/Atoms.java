package io.drover.rules.lint;

import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Expression;
import io.drover.rules.policy.RuleDefinition;
import io.drover.rules.policy.ValueType;
import io.drover.rules.policy.ValueType.Kind;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes constraints apart into comparisons with constants that must all hold. What is more involved than that is passed over. */
final class Atoms {

    private static final Constraint NOWHERE =
            new Constraint("", new Expression.Constant(type(Kind.TRUTH), true), List.of(), 0, 0);

    private final RuleDefinition rule;

    Atoms(RuleDefinition rule) {
        this.rule = rule;
    }

    List<Atom> of(Constraint constraint) {
        return of(constraint.expression(), constraint, true).toList();
    }

    /** Both sides of an "or", each as atoms. */
    Optional<List<List<Atom>>> alternatives(Constraint constraint) {
        return constraint.expression() instanceof Expression.Logic(boolean both, Expression left, Expression right)
                        && !both
                ? Optional.of(List.of(
                        of(left, constraint, true).toList(),
                        of(right, constraint, true).toList()))
                : Optional.empty();
    }

    private Stream<Atom> of(Expression expression, Constraint constraint, boolean asked) {
        return switch (expression) {
            case Expression.Logic logic
            when logic.both() == asked ->
                Stream.concat(of(logic.left(), constraint, asked), of(logic.right(), constraint, asked));
            case Expression.Negation negation -> of(negation.negated(), constraint, !asked);
            case Expression.Comparison comparison -> comparison(comparison, constraint, asked);
            case Expression.Membership in
            when in.choices().stream().allMatch(Atom::isConstant) ->
                subject(in.left())
                        .map(subject -> Atom.of(subject, asked ? "in" : "notIn", in.choices(), constraint))
                        .stream();
            case Expression.Field field
            when field.type().kind() == Kind.TRUTH ->
                subject(field)
                        .map(subject -> Atom.of(
                                subject, "==", List.of(new Expression.Constant(field.type(), asked)), constraint))
                        .stream();
            default -> Stream.empty();
        };
    }

    private Stream<Atom> comparison(Expression.Comparison comparison, Constraint constraint, boolean asked) {
        boolean mirrored = Atom.isConstant(comparison.left()) && !Atom.isConstant(comparison.right());
        Expression own = mirrored ? comparison.right() : comparison.left();
        Expression limit = mirrored ? comparison.left() : comparison.right();
        String operator = comparison.operator();
        if (mirrored && (operator.startsWith("<") || operator.startsWith(">"))) {
            operator = (operator.startsWith("<") ? ">" : "<") + operator.substring(1);
        }
        String meant = asked ? operator : Atom.contrary(operator);
        return Atom.isConstant(limit)
                ? subject(own).map(subject -> Atom.of(subject, meant, List.of(limit), constraint)).stream()
                : Stream.empty();
    }

    private Optional<String> subject(Expression expression) {
        return switch (expression) {
            case Expression.Field(int slot, var path) -> {
                String fact = rule.conditions().get(slot).pattern().type().name();
                yield Optional.of(fact + (Atom.SINGLE.contains(fact) ? "" : "#" + slot) + "." + path.name());
            }
            case Expression.Entry entry -> subject(entry.map()).map(map -> map + "[" + entry.key() + "]");
            default -> Optional.empty();
        };
    }

    /** What is true of every value of the atom's kind. */
    static List<Atom> nature(Atom atom) {
        Kind kind = atom.values().getFirst().type().kind();
        return switch (kind) {
            case SIZE -> List.of(bound(atom, ">=", kind, ByteSize.ZERO));
            case CPU -> List.of(bound(atom, ">=", kind, MilliCpu.ZERO));
            case DURATION -> List.of(bound(atom, ">=", kind, Duration.ZERO));
            case TIME -> List.of(bound(atom, ">=", kind, LocalTime.MIN), bound(atom, "<=", kind, LocalTime.MAX));
            default -> List.of();
        };
    }

    private static Atom bound(Atom atom, String operator, Kind kind, Object value) {
        return Atom.of(atom.subject(), operator, List.of(new Expression.Constant(type(kind), value)), NOWHERE);
    }

    private static ValueType type(Kind kind) {
        return new ValueType(kind, List.of(), Void.class);
    }
}

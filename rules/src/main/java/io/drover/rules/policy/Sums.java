package io.drover.rules.policy;

import io.drover.rules.policy.ValueType.Kind;
import java.util.Set;

/** The types of arithmetic: like with like is added, anything measurable is multiplied by a number. */
final class Sums {

    private static final Set<Kind> MEASURES = Set.of(Kind.SIZE, Kind.CPU, Kind.DURATION);

    private Sums() {}

    static Expression of(Syntax.Binary sum, Typing typing) throws PolicyException {
        boolean additive = sum.operator().equals("+") || sum.operator().equals("-");
        boolean textLeft = sum.left() instanceof Syntax.Text;
        Expression one = typing.of(textLeft ? sum.right() : sum.left());
        Syntax otherSyntax = textLeft ? sum.left() : sum.right();
        Expression other = additive && one.type().kind().isOrdered()
                ? typing.alike(otherSyntax, one.type(), sum.at())
                : typing.of(otherSyntax);
        Expression left = textLeft ? other : one;
        Expression right = textLeft ? one : other;
        return new Expression.Arithmetic(
                ValueType.of(result(sum, left.type().kind(), right.type().kind())), sum.operator(), left, right);
    }

    private static Kind result(Syntax.Binary sum, Kind left, Kind right) throws PolicyException {
        boolean measured = MEASURES.contains(left);
        return switch (sum.operator()) {
            case "+", "-" -> {
                if (left == right && (measured || left == Kind.NUMBER)) {
                    yield left;
                }
                throw refused(sum, left, right);
            }
            case "*" -> {
                if (right == Kind.NUMBER && (measured || left == Kind.NUMBER)) {
                    yield left;
                }
                if (left == Kind.NUMBER && MEASURES.contains(right)) {
                    yield right;
                }
                throw refused(sum, left, right);
            }
            default -> {
                if (right == Kind.NUMBER && (measured || left == Kind.NUMBER)) {
                    yield left;
                }
                if (measured && left == right) {
                    yield Kind.NUMBER;
                }
                throw refused(sum, left, right);
            }
        };
    }

    private static PolicyException refused(Syntax.Binary sum, Kind left, Kind right) {
        return sum.at()
                .refused(
                        "\"" + sum.operator() + "\" does not work between " + left.described() + " and "
                                + right.described(),
                        "");
    }
}

package io.drover.rules.policy;

import io.drover.rules.policy.Expression.Constant;
import io.drover.rules.policy.ValueType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives every part of an expression its type. A text in quotes becomes what the other side of its comparison is: "8Gi" a size beside a
 * size, "07:00" a time beside a time.
 */
final class Typing {

    private final Scope scope;

    Typing(Scope scope) {
        this.scope = scope;
    }

    /** An expression that is true, false or unknown. */
    Expression constraint(Syntax syntax) throws PolicyException {
        Expression expression = of(syntax);
        if (!expression.type().is(Kind.TRUTH)) {
            throw syntax.at()
                    .refused(
                            "this is " + expression.type().kind().described() + ", not a condition",
                            "compare it, for example with == or >");
        }
        return expression;
    }

    /** An expression whose value is shown to people. */
    Expression message(Syntax syntax) throws PolicyException {
        List<Expression> parts = new ArrayList<>();
        collect(syntax, parts);
        return parts.size() == 1 && parts.getFirst().type().is(Kind.TEXT)
                ? parts.getFirst()
                : new Expression.Joined(parts);
    }

    private void collect(Syntax syntax, List<Expression> parts) throws PolicyException {
        if (syntax instanceof Syntax.Binary sum && sum.operator().equals("+") && hasText(sum)) {
            collect(sum.left(), parts);
            collect(sum.right(), parts);
        } else {
            parts.add(of(syntax));
        }
    }

    private static boolean hasText(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Text text -> true;
            case Syntax.Binary sum when sum.operator().equals("+") -> hasText(sum.left()) || hasText(sum.right());
            default -> false;
        };
    }

    Expression of(Syntax syntax) throws PolicyException {
        return switch (syntax) {
            case Syntax.Text text ->
                new Constant(ValueType.of(Kind.TEXT), text.at().text());
            case Syntax.Numeral number -> new Constant(ValueType.of(Kind.NUMBER), number(number.at()));
            case Syntax.Truth truth -> new Constant(ValueType.of(Kind.TRUTH), truth.value());
            case Syntax.Missing missing ->
                throw missing.at()
                        .refused(
                                "\"" + missing.at().text() + "\" cannot stand here",
                                "write field == " + missing.at().text() + " or field != "
                                        + missing.at().text());
            case Syntax.Path path -> path(path);
            case Syntax.Entry entry -> entry(entry);
            case Syntax.Not not -> new Expression.Negation(constraint(not.negated()));
            case Syntax.Minus minus -> minus(minus);
            case Syntax.In in -> in(in);
            case Syntax.Contains contains -> contains(contains);
            case Syntax.Binary binary -> binary(binary);
        };
    }

    private static BigDecimal number(Token at) throws PolicyException {
        try {
            if (at.text().length() > 18) {
                throw at.refused("this number is too long", "");
            }
            return new BigDecimal(at.text());
        } catch (NumberFormatException notOne) {
            throw at.refused(
                    "\"" + at.text() + "\" is not a number", "a quantity is written in quotes, such as \"8Gi\"");
        }
    }

    private Expression path(Syntax.Path path) throws PolicyException {
        Token first = path.at();
        if (first.kind() == Token.Kind.VARIABLE) {
            return variable(path, first);
        }
        if (first.text().equals(Parameters.WORD)) {
            return scope.parameters().named(path);
        }
        Scope.Bound fact = scope.current()
                .orElseThrow(() -> first.refused(
                        "\"" + first.text() + "\" is not known here", "bind it in a pattern: $x : " + first.text()));
        return field(fact, path.steps(), 0);
    }

    private Expression variable(Syntax.Path path, Token first) throws PolicyException {
        if (scope.fact(first.text()).isPresent()) {
            if (path.steps().size() == 1) {
                throw first.refused(
                        first.text() + " is a whole fact", "name one of its fields: " + first.text() + ".name");
            }
            return field(scope.fact(first.text()).get(), path.steps(), 1);
        }
        Expression value = scope.value(first.text())
                .orElseThrow(() -> first.refused(
                        first.text() + " is not bound",
                        "bind it in a pattern before: " + first.text() + " : fieldName"));
        if (path.steps().size() == 1) {
            return value;
        }
        if (value instanceof Expression.Field(int slot, FieldPath way)
                && value.type().is(Kind.RECORD)) {
            return new Expression.Field(slot, further(way, path.steps(), 1));
        }
        throw path.steps()
                .get(1)
                .refused(
                        first.text() + " has no fields",
                        "it is " + value.type().kind().described());
    }

    private static Expression field(Scope.Bound fact, List<Token> steps, int from) throws PolicyException {
        FieldPath start =
                step(fact.type().fields(), steps.get(from), fact.type().name());
        return new Expression.Field(fact.slot(), further(start, steps, from + 1));
    }

    private static FieldPath further(FieldPath start, List<Token> steps, int from) throws PolicyException {
        FieldPath way = start;
        for (Token step : steps.subList(from, steps.size())) {
            Map<String, FieldPath> fields =
                    way.type().is(Kind.RECORD) ? Vocabulary.fieldsOf(way.type().record()) : Map.of();
            way = way.then(step(fields, step, way.name()));
        }
        return way;
    }

    private static FieldPath step(Map<String, FieldPath> fields, Token step, String of) throws PolicyException {
        FieldPath found = fields.get(step.text());
        if (found == null) {
            String instead = Vocabulary.nearest(step.text(), fields.keySet())
                    .map(name -> "did you mean " + name + "?")
                    .orElse(fields.isEmpty() ? "" : "it has " + String.join(", ", fields.keySet()));
            throw step.refused(of + " has no field \"" + step.text() + "\"", instead);
        }
        return found;
    }

    private Expression entry(Syntax.Entry entry) throws PolicyException {
        Expression map = of(entry.map());
        if (!map.type().is(Kind.MAP)) {
            throw entry.at()
                    .refused(
                            "only labels and annotations have entries",
                            "it is " + map.type().kind().described());
        }
        return new Expression.Entry(map, entry.key());
    }

    private Expression minus(Syntax.Minus minus) throws PolicyException {
        Expression negated = of(minus.negated());
        if (!negated.type().is(Kind.NUMBER)) {
            throw minus.at().refused("only a number can be negative", "");
        }
        Expression zero = new Constant(negated.type(), BigDecimal.ZERO);
        return new Expression.Arithmetic(negated.type(), "-", zero, negated);
    }

    private Expression in(Syntax.In in) throws PolicyException {
        Expression left = of(in.left());
        List<Expression> choices = new ArrayList<>();
        for (Syntax choice : in.choices()) {
            choices.add(alike(choice, left.type(), in.at()));
        }
        return new Expression.Membership(left, List.copyOf(choices));
    }

    private Expression contains(Syntax.Contains contains) throws PolicyException {
        Expression whole = of(contains.left());
        Expression part = of(contains.part());
        boolean searchable = whole.type().is(Kind.TEXT) || whole.type().is(Kind.TEXTS);
        if (!searchable || !part.type().is(Kind.TEXT)) {
            throw contains.at().refused("contains looks for a text in a text or a list", "");
        }
        return new Expression.Containment(whole, part);
    }

    private Expression binary(Syntax.Binary binary) throws PolicyException {
        return switch (binary.operator()) {
            case "&&", "||" -> logic(binary);
            case "+", "-", "*", "/" -> Sums.of(binary, this);
            default -> comparison(binary);
        };
    }

    private Expression logic(Syntax.Binary binary) throws PolicyException {
        return new Expression.Logic(
                binary.operator().equals("&&"), constraint(binary.left()), constraint(binary.right()));
    }

    private Expression comparison(Syntax.Binary binary) throws PolicyException {
        String operator = binary.operator();
        boolean equality = operator.equals("==") || operator.equals("!=");
        if (binary.right() instanceof Syntax.Missing missing) {
            if (!equality) {
                throw missing.at()
                        .refused("nothing is less or more than " + missing.at().text(), "use == or !=");
            }
            return new Expression.MissingTest(of(binary.left()), missing.unknown(), operator.equals("!="));
        }
        boolean turned = isLiteral(binary.left());
        Expression one = of(turned ? binary.right() : binary.left());
        Expression other = alike(turned ? binary.left() : binary.right(), one.type(), binary.at());
        Kind kind = one.type().kind();
        if (!equality && !kind.isOrdered()) {
            throw binary.at().refused(kind.described() + " is neither less nor more than another", "use == or !=");
        }
        if (kind == Kind.MAP || kind == Kind.RECORD || kind == Kind.TEXTS) {
            throw binary.at()
                    .refused(kind.described() + " cannot be compared", "use contains, a field of it, or == none");
        }
        return new Expression.Comparison(operator, turned ? other : one, turned ? one : other);
    }

    private static boolean isLiteral(Syntax syntax) {
        return syntax instanceof Syntax.Text || syntax instanceof Syntax.Numeral || syntax instanceof Syntax.Truth;
    }

    /** {@code syntax} as a value of the given type, so that the two can be compared or added. */
    Expression alike(Syntax syntax, ValueType type, Token at) throws PolicyException {
        if (syntax instanceof Syntax.Text text) {
            return new Constant(type, Literals.read(text.at(), type));
        }
        Expression expression = of(syntax);
        if (expression.type().kind() != type.kind()) {
            throw (expression instanceof Constant ? syntax.at() : at)
                    .refused(
                            "one side is " + type.kind().described() + ", the other is "
                                    + expression.type().kind().described(),
                            type.kind().isOrdered() && expression.type().is(Kind.NUMBER)
                                    ? "write it in quotes with its unit"
                                    : "");
        }
        if (expression instanceof Expression.Parameter parameter
                && !type.choices().isEmpty()) {
            Literals.requireChoice(syntax.at(), String.valueOf(parameter.value()), type);
        }
        return expression;
    }
}

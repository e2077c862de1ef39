package io.drover.rules.policy;

import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Condition.Pattern;
import io.drover.rules.policy.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PatternDescr;

/** Reads what stands between {@code when} and {@code then}. Only what is named here is let through; everything else is refused. */
final class ConditionReader {

    private static final int MOST_PATTERNS = 8;
    private static final int MOST_CONSTRAINTS = 20;
    private static final int MOST_FACTS_COMPARED = 3;
    private static final int LONGEST_CONSTRAINT = 2000;

    private final Vocabulary vocabulary;
    private final Scope scope;
    private final List<Condition> conditions = new ArrayList<>();

    ConditionReader(Vocabulary vocabulary, Parameters parameters) {
        this.vocabulary = vocabulary;
        this.scope = Scope.with(parameters);
    }

    Scope scope() {
        return scope;
    }

    List<Condition> read(AndDescr all) throws PolicyException {
        for (BaseDescr descr : all.getDescrs()) {
            if (conditions.size() >= MOST_PATTERNS) {
                throw at(descr, "a rule has at most " + MOST_PATTERNS + " patterns", "split it into several rules");
            }
            conditions.add(condition(descr));
        }
        return conditions;
    }

    private Condition condition(BaseDescr descr) throws PolicyException {
        return switch (descr) {
            case PatternDescr pattern
            when pattern.getSource() instanceof AccumulateDescr accumulate -> collected(pattern, accumulate);
            case PatternDescr pattern -> {
                Scope.Bound fact = fact(pattern);
                Scope inner = scope.within(fact);
                Pattern read = pattern(pattern, fact, inner);
                scope.adopt(inner);
                yield new Condition.Match(read);
            }
            case NotDescr not -> new Condition.Absent(alone(onlyPattern(not.getDescrs(), not, "not")));
            case ExistsDescr exists -> new Condition.Present(alone(onlyPattern(exists.getDescrs(), exists, "exists")));
            case OrDescr or ->
                throw at(or, "patterns cannot be joined by or", "write two rules, or || within one pattern");
            case AndDescr and -> throw at(and, "patterns need no and", "write them one below the other");
            default ->
                throw at(
                        descr,
                        "\"" + word(descr) + "\" is not allowed in a policy",
                        "use patterns, not, exists and accumulate");
        };
    }

    private Pattern alone(PatternDescr pattern) throws PolicyException {
        Scope.Bound fact = fact(pattern);
        return pattern(pattern, fact, scope.within(fact));
    }

    private static PatternDescr onlyPattern(List<?> inner, BaseDescr of, String word) throws PolicyException {
        if (inner.size() == 1 && inner.getFirst() instanceof PatternDescr pattern && pattern.getSource() == null) {
            return pattern;
        }
        throw at(of, "\"" + word + "\" takes one pattern", "write " + word + " Container( ... )");
    }

    private Scope.Bound fact(PatternDescr pattern) throws PolicyException {
        String name = pattern.getObjectType();
        if (pattern.getSource() != null) {
            throw at(
                    pattern,
                    "\"" + word(pattern.getSource()) + "\" is not allowed in a policy",
                    "match the facts themselves");
        }
        if (pattern.isQuery() || !pattern.getAnnotations().isEmpty() || !isEmpty(pattern.getBehaviors())) {
            throw at(pattern, "a pattern is a fact and its constraints, nothing else", "write " + name + "( ... )");
        }
        FactType type = vocabulary
                .fact(name)
                .orElseThrow(() -> at(
                        pattern,
                        "there is no fact \"" + name + "\"",
                        Vocabulary.nearest(name, names())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("known are " + String.join(", ", names()))));
        return new Scope.Bound(conditions.size(), type);
    }

    private List<String> names() {
        return vocabulary.facts().stream().map(FactType::name).toList();
    }

    private Pattern pattern(PatternDescr pattern, Scope.Bound fact, Scope inner) throws PolicyException {
        String identifier = pattern.getIdentifier();
        if (identifier != null && !identifier.isEmpty()) {
            requireNew(identifier, inner, pattern);
            inner.bind(identifier, fact);
        }
        List<Constraint> constraints = constraints(pattern, inner);
        return new Pattern(fact.slot(), fact.type(), constraints, pattern.getLine());
    }

    private List<Constraint> constraints(PatternDescr pattern, Scope inner) throws PolicyException {
        List<? extends BaseDescr> written = pattern.getConstraint().getDescrs();
        if (written.size() > MOST_CONSTRAINTS) {
            throw at(
                    pattern,
                    "a pattern has at most " + MOST_CONSTRAINTS + " constraints",
                    "split it into several rules");
        }
        List<Constraint> constraints = new ArrayList<>();
        for (BaseDescr descr : written) {
            if (!(descr instanceof ExprConstraintDescr expression)
                    || expression.getType() != ExprConstraintDescr.Type.NAMED) {
                throw at(descr, "this is not a constraint", "compare a field, for example name == \"redis\"");
            }
            constraint(expression, inner, constraints);
        }
        return constraints;
    }

    private void constraint(ExprConstraintDescr descr, Scope inner, List<Constraint> constraints)
            throws PolicyException {
        String text = descr.getExpression();
        if (text.length() > LONGEST_CONSTRAINT) {
            throw at(descr, "a constraint has at most " + LONGEST_CONSTRAINT + " characters", "");
        }
        ExpressionParser parser = new ExpressionParser(Lexer.read(text, descr.getLine(), descr.getColumn() + 1));
        Token first = parser.peek();
        if (first.kind() == Kind.VARIABLE && parser.isFollowedBy(":")) {
            parser.next();
            parser.next();
            Syntax bound = parser.expression();
            parser.expectEnd();
            requireNew(first.text(), inner, descr);
            inner.bind(first.text(), new Typing(inner).of(leftmost(bound)));
            if (!leftmost(bound).equals(bound)) {
                constraints.add(checked(text, bound, inner, descr));
            }
            return;
        }
        Syntax written = parser.expression();
        parser.expectEnd();
        constraints.add(checked(text, written, inner, descr));
    }

    private static Constraint checked(String text, Syntax syntax, Scope inner, ExprConstraintDescr descr)
            throws PolicyException {
        Expression expression = new Typing(inner).constraint(syntax);
        if (ReadSlots.of(expression).size() > MOST_FACTS_COMPARED) {
            throw at(descr, "a constraint compares at most " + MOST_FACTS_COMPARED + " facts", "split it");
        }
        return new Constraint(
                text.strip(), expression, ReadSlots.of(expression), descr.getLine(), descr.getColumn() + 1);
    }

    private static Syntax leftmost(Syntax bound) {
        return switch (bound) {
            case Syntax.Binary binary
            when List.of("==", "!=", "<", "<=", ">", ">=").contains(binary.operator()) -> binary.left();
            case Syntax.In in -> in.left();
            case Syntax.Contains contains -> contains.left();
            case Syntax.Not not when not.negated() instanceof Syntax.In in -> in.left();
            case Syntax.Not not when not.negated() instanceof Syntax.Contains contains -> contains.left();
            default -> bound;
        };
    }

    private Condition collected(PatternDescr result, AccumulateDescr accumulate) throws PolicyException {
        boolean plain = result.getIdentifier() == null
                && "Object".equals(result.getObjectType())
                && accumulate.isExternalFunction()
                && !accumulate.getFunctions().isEmpty()
                && accumulate.getFunctions().stream().allMatch(function -> function.getBind() != null);
        if (!plain) {
            throw at(accumulate, "this form of accumulate is not allowed", ACCUMULATE_FORM);
        }
        PatternDescr input = accumulate.getInput() instanceof AndDescr and
                ? onlyPattern(and.getDescrs(), accumulate, "accumulate")
                : onlyPattern(List.of(accumulate.getInput()), accumulate, "accumulate");
        Scope.Bound fact = fact(input);
        Scope inner = scope.within(fact);
        Pattern pattern = pattern(input, fact, inner);
        for (AccumulateDescr.AccumulateFunctionCallDescr function : accumulate.getFunctions()) {
            requireNew(function.getBind(), scope, accumulate);
            scope.bind(function.getBind(), aggregate(function, fact.slot(), inner, accumulate));
        }
        return new Condition.Collected(pattern, constraints(result, scope.outside()));
    }

    private static final String ACCUMULATE_FORM =
            "write accumulate( Container( $r : resident ); $sum : sum($r); $sum > \"8Gi\" ) with sum, count, min, max or average";
    private static final Set<String> FUNCTIONS = Set.of("sum", "count", "min", "max", "average");

    private static Expression aggregate(
            AccumulateDescr.AccumulateFunctionCallDescr function, int slot, Scope inner, BaseDescr at)
            throws PolicyException {
        String name = function.getFunction();
        String[] parameters = function.getParams();
        if (!FUNCTIONS.contains(name) || parameters.length != 1) {
            throw at(
                    at,
                    "accumulate has no function \"" + name + "\" of " + parameters.length + " values",
                    ACCUMULATE_FORM);
        }
        Syntax syntax = ExpressionParser.read(parameters[0], at.getLine(), at.getColumn() + 1);
        Expression argument = new Typing(inner).of(syntax);
        ValueType type = name.equals("count") ? ValueType.of(ValueType.Kind.NUMBER) : argument.type();
        boolean measurable = Set.of(
                        ValueType.Kind.NUMBER, ValueType.Kind.SIZE, ValueType.Kind.CPU, ValueType.Kind.DURATION)
                .contains(type.kind());
        if (!measurable) {
            throw at(
                    at,
                    name + " needs numbers or quantities, this is "
                            + type.kind().described(),
                    "");
        }
        return new Expression.Aggregate(type, name, slot, argument);
    }

    private static void requireNew(String variable, Scope scope, BaseDescr at) throws PolicyException {
        if (!variable.startsWith("$") || variable.length() == 1) {
            throw at(at, "\"" + variable + "\" is no variable", "begin its name with $");
        }
        if (scope.knows(variable)) {
            throw at(at, variable + " is bound twice", "choose another name");
        }
    }

    private static boolean isEmpty(@org.jspecify.annotations.Nullable List<?> list) {
        return list == null || list.isEmpty();
    }

    private static String word(Object descr) {
        return descr.getClass().getSimpleName().replace("Descr", "").toLowerCase(java.util.Locale.ROOT);
    }

    static PolicyException at(BaseDescr descr, String message, String instead) {
        return new PolicyException(descr.getLine(), Math.max(0, descr.getColumn() + 1), message, instead);
    }
}

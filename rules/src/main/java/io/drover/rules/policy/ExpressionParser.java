package io.drover.rules.policy;

import io.drover.rules.policy.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one expression: comparison, {@code in}, {@code contains}, arithmetic, and, or, not. There are no calls, no assignments, no
 * {@code new} in this language; they are refused with what to write instead.
 */
final class ExpressionParser {

    private static final int DEEPEST = 40;
    private static final List<String> COMPARISONS = List.of("==", "!=", "<=", ">=", "<", ">");

    private final List<Token> tokens;
    private int place;
    private int depth;

    ExpressionParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The whole text as one expression. */
    static Syntax read(String text, int line, int column) throws PolicyException {
        ExpressionParser parser = new ExpressionParser(Lexer.read(text, line, column));
        Syntax expression = parser.expression();
        parser.expectEnd();
        return expression;
    }

    void expectEnd() throws PolicyException {
        if (peek().kind() != Kind.END) {
            throw unexpected(peek());
        }
    }

    Token peek() {
        return tokens.get(place);
    }

    Token next() {
        Token token = tokens.get(place);
        if (token.kind() != Kind.END) {
            place++;
        }
        return token;
    }

    /** Whether the word after the next one is {@code sign}. */
    boolean isFollowedBy(String sign) {
        return place + 1 < tokens.size() && tokens.get(place + 1).is(sign);
    }

    void expect(String sign) throws PolicyException {
        if (!peek().is(sign)) {
            throw peek().refused("expected \"" + sign + "\", found " + peek().shown(), "");
        }
        next();
    }

    Syntax expression() throws PolicyException {
        if (++depth > DEEPEST) {
            throw peek().refused("this is nested more than " + DEEPEST + " deep", "split it into several rules");
        }
        Syntax left = conjunction();
        while (peek().is("||")) {
            left = new Syntax.Binary(next(), left, conjunction());
        }
        depth--;
        return left;
    }

    private Syntax conjunction() throws PolicyException {
        Syntax left = comparison();
        while (peek().is("&&")) {
            left = new Syntax.Binary(next(), left, comparison());
        }
        return left;
    }

    private Syntax comparison() throws PolicyException {
        Syntax left = sum();
        Token sign = peek();
        if (sign.kind() == Kind.SIGN && COMPARISONS.contains(sign.text())) {
            return new Syntax.Binary(next(), left, sum());
        }
        if (sign.is("not")) {
            next();
            Syntax tested = membership(left);
            return new Syntax.Not(sign, tested);
        }
        if (sign.is("in") || sign.is("contains")) {
            return membership(left);
        }
        return left;
    }

    private Syntax membership(Syntax left) throws PolicyException {
        Token word = next();
        if (word.is("contains")) {
            return new Syntax.Contains(word, left, sum());
        }
        if (!word.is("in")) {
            throw word.refused("\"" + word.text() + "\" is no comparison", "write in (...) or contains \"...\"");
        }
        expect("(");
        List<Syntax> choices = new ArrayList<>();
        do {
            choices.add(sum());
        } while (tookComma());
        expect(")");
        return new Syntax.In(word, left, choices);
    }

    boolean tookComma() {
        boolean comma = peek().is(",");
        if (comma) {
            next();
        }
        return comma;
    }

    private Syntax sum() throws PolicyException {
        Syntax left = product();
        while (peek().is("+") || peek().is("-")) {
            left = new Syntax.Binary(next(), left, product());
        }
        return left;
    }

    private Syntax product() throws PolicyException {
        Syntax left = unary();
        while (peek().is("*") || peek().is("/")) {
            left = new Syntax.Binary(next(), left, unary());
        }
        return left;
    }

    private Syntax unary() throws PolicyException {
        if (peek().is("!") || peek().is("-")) {
            if (++depth > DEEPEST) {
                throw peek().refused("this is nested more than " + DEEPEST + " deep", "");
            }
            Token sign = next();
            Syntax operand = unary();
            depth--;
            return sign.is("!") ? new Syntax.Not(sign, operand) : new Syntax.Minus(sign, operand);
        }
        return primary();
    }

    private Syntax primary() throws PolicyException {
        Token token = next();
        return switch (token.kind()) {
            case TEXT -> new Syntax.Text(token);
            case NUMBER -> new Syntax.Numeral(token);
            case VARIABLE -> path(token);
            case NAME -> word(token);
            case SIGN -> {
                if (!token.is("(")) {
                    throw unexpected(token);
                }
                Syntax inner = expression();
                expect(")");
                yield inner;
            }
            case END -> throw unexpected(token);
        };
    }

    private Syntax word(Token token) throws PolicyException {
        return switch (token.text()) {
            case "true" -> new Syntax.Truth(token, true);
            case "false" -> new Syntax.Truth(token, false);
            case "none" -> new Syntax.Missing(token, false);
            case "unknown" -> new Syntax.Missing(token, true);
            case "null" -> throw token.refused("there is no null", "write none for a value that is not set");
            case "new", "this", "class", "instanceof", "matches", "memberOf", "soundslike", "str" ->
                throw token.refused(
                        "\"" + token.text() + "\" is not part of the rule language",
                        "compare fields with ==, <, in or contains");
            default -> path(token);
        };
    }

    private Syntax path(Token first) throws PolicyException {
        List<Token> steps = new ArrayList<>(List.of(first));
        while (peek().is(".")) {
            next();
            Token step = next();
            if (step.kind() != Kind.NAME) {
                throw step.refused("expected the name of a field, found " + step.shown(), "");
            }
            steps.add(step);
        }
        if (peek().is("(")) {
            throw peek().refused(
                            "methods cannot be called in a rule",
                            "name the field: " + steps.getLast().text() + " without parentheses");
        }
        Syntax path = new Syntax.Path(first, List.copyOf(steps));
        if (peek().is("[")) {
            next();
            Token key = next();
            if (key.kind() != Kind.TEXT) {
                throw key.refused("expected a key in quotes", "write for example labels[\"team\"]");
            }
            expect("]");
            return new Syntax.Entry(first, path, key.text());
        }
        return path;
    }

    private static PolicyException unexpected(Token token) {
        return token.refused("did not expect " + token.shown() + " here", "");
    }
}

package io.drover.rules.policy;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Verdict;
import io.drover.rules.policy.Token.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows {@code then}: exactly one of {@code decision.reject(ACTION, ..., message)}, {@code decision.rejectAll(message)}
 * and {@code decision.prefer(ACTION, weight, message)}.
 */
final class ConsequenceReader {

    private static final int HEAVIEST = 1000;
    private static final List<Action> ACTIONS =
            List.of(Action.IN_PLACE_RESIZE, Action.LIVE_MIGRATION, Action.ROLLING_RESTART);

    private final ExpressionParser parser;
    private final Scope scope;

    /**
     * What a rule says when it fires.
     *
     * @param verdict for or against
     * @param actions about which
     * @param weight of a preference
     * @param message for people
     */
    record Consequence(Verdict verdict, List<Action> actions, int weight, Expression message) {}

    ConsequenceReader(List<Token> tokens, Scope scope) {
        this.parser = new ExpressionParser(tokens);
        this.scope = scope;
    }

    Consequence read() throws PolicyException {
        Token first = parser.next();
        if (!first.is("decision") || !parser.peek().is(".")) {
            throw first.refused(
                    "a rule may only call decision, found " + first.shown(),
                    "write decision.reject(LIVE_MIGRATION, \"why\");");
        }
        parser.next();
        Token call = parser.next();
        parser.expect("(");
        Consequence consequence = switch (call.text()) {
            case "reject" -> reject();
            case "rejectAll" -> new Consequence(Verdict.REJECT, ACTIONS, 0, message());
            case "prefer" -> prefer();
            default -> throw call.refused("decision has no \"" + call.text() + "\"", "use reject, rejectAll or prefer");
        };
        parser.expect(")");
        while (parser.peek().is(";")) {
            parser.next();
        }
        if (parser.peek().kind() != Kind.END) {
            throw parser.peek()
                    .refused(
                            "a rule makes one call, found " + parser.peek().shown() + " after it",
                            "write a second rule");
        }
        return consequence;
    }

    private Consequence reject() throws PolicyException {
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(action());
            parser.expect(",");
        } while (parser.peek().kind() == Kind.NAME && isUpperCase(parser.peek().text()));
        if (actions.stream().distinct().count() != actions.size()) {
            throw parser.peek().refused("an action is named twice", "");
        }
        return new Consequence(Verdict.REJECT, actions, 0, message());
    }

    private Consequence prefer() throws PolicyException {
        Action action = action();
        parser.expect(",");
        Token weight = parser.next();
        int value = weight.kind() == Kind.NUMBER ? weight(weight) : 0;
        if (value < 1 || value > HEAVIEST) {
            throw weight.refused("a weight is a whole number from 1 to " + HEAVIEST + ", found " + weight.shown(), "");
        }
        parser.expect(",");
        return new Consequence(Verdict.PREFER, List.of(action), value, message());
    }

    private static int weight(Token token) {
        try {
            return new BigDecimal(token.text()).intValueExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            return 0;
        }
    }

    private Action action() throws PolicyException {
        Token token = parser.next();
        for (Action action : ACTIONS) {
            if (action.name().equals(token.text())) {
                return action;
            }
        }
        if (token.text().equals("SKIP")) {
            throw token.refused(
                    "skipping is what is left when everything is rejected", "write decision.rejectAll(\"why\")");
        }
        throw token.refused(token.shown() + " is no action", "use IN_PLACE_RESIZE, LIVE_MIGRATION or ROLLING_RESTART");
    }

    private Expression message() throws PolicyException {
        return new Typing(scope).message(parser.expression());
    }

    private static boolean isUpperCase(String text) {
        return text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
    }
}

package io.drover.rules.policy;

import io.drover.rules.policy.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into words. Whatever is not in its small alphabet is refused. */
final class Lexer {

    private static final List<String> LONG_SIGNS = List.of("==", "!=", "<=", ">=", "&&", "||");
    private static final String SHORT_SIGNS = "<>!()[],.+-*/:;";

    private final String text;
    private int place;
    private int line;
    private int column;

    private Lexer(String text, int line, int column) {
        this.text = text;
        this.line = line;
        this.column = column;
    }

    /** The words of {@code text}, which begins at the given place of its file; the last one is of kind END. */
    static List<Token> read(String text, int line, int column) throws PolicyException {
        return new Lexer(text, line, column).all();
    }

    private List<Token> all() throws PolicyException {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            skipSpaceAndComments();
            if (place >= text.length()) {
                tokens.add(new Token(Kind.END, "", line, column));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() throws PolicyException {
        char first = text.charAt(place);
        if (first == '"' || first == '\'') {
            return literal(first);
        }
        if (Character.isDigit(first)) {
            return word(Kind.NUMBER, end -> isAsciiDigit(end) || end == '.');
        }
        if (first == '$') {
            return word(Kind.VARIABLE, Lexer::inName);
        }
        if (inName(first)) {
            return word(Kind.NAME, Lexer::inName);
        }
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, place)) {
                return take(Kind.SIGN, sign, sign.length());
            }
        }
        if (SHORT_SIGNS.indexOf(first) >= 0) {
            return take(Kind.SIGN, String.valueOf(first), 1);
        }
        throw new PolicyException(
                line, column, "\"" + first + "\" means nothing here", "use comparisons, + - * / and && || !");
    }

    private Token literal(char quote) throws PolicyException {
        int end = place + 1;
        StringBuilder content = new StringBuilder();
        while (end < text.length() && text.charAt(end) != quote) {
            char c = text.charAt(end);
            if (c == '\n') {
                break;
            }
            if (c == '\\') {
                end++;
                if (end >= text.length() || "\\\"'".indexOf(text.charAt(end)) < 0) {
                    throw new PolicyException(
                            line, column, "a backslash may only stand before a quote or a backslash", "");
                }
                c = text.charAt(end);
            }
            content.append(c);
            end++;
        }
        if (end >= text.length() || text.charAt(end) != quote) {
            throw new PolicyException(line, column, "this text is not closed", "end it with " + quote);
        }
        return take(Kind.TEXT, content.toString(), end + 1 - place);
    }

    private Token word(Kind kind, java.util.function.IntPredicate belongs) {
        int end = place + 1;
        while (end < text.length() && belongs.test(text.charAt(end))) {
            end++;
        }
        return take(kind, text.substring(place, end), end - place);
    }

    private Token take(Kind kind, String content, int length) {
        Token token = new Token(kind, content, line, column);
        advance(length);
        return token;
    }

    private void skipSpaceAndComments() throws PolicyException {
        while (place < text.length()) {
            if (Character.isWhitespace(text.charAt(place))) {
                advance(1);
            } else if (text.startsWith("//", place)) {
                int end = text.indexOf('\n', place);
                advance((end < 0 ? text.length() : end) - place);
            } else if (text.startsWith("/*", place)) {
                int end = text.indexOf("*/", place + 2);
                if (end < 0) {
                    throw new PolicyException(line, column, "this comment is not closed", "end it with */");
                }
                advance(end + 2 - place);
            } else {
                return;
            }
        }
    }

    private void advance(int length) {
        for (int i = 0; i < length; i++) {
            if (text.charAt(place) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            place++;
        }
    }

    private static boolean inName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isAsciiDigit(c) || c == '_';
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

package io.drover.rules.policy;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text as written; for a text literal its content
 * @param line in the file, from 1
 * @param column in the file, from 1
 */
record Token(Kind kind, String text, int line, int column) {

    enum Kind {
        NAME,
        VARIABLE,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
    }

    PolicyException refused(String message, String instead) {
        return new PolicyException(line, column, message, instead);
    }

    String shown() {
        return kind == Kind.END ? "the end" : "\"" + text + "\"";
    }
}

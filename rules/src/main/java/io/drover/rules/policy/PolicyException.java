package io.drover.rules.policy;

/** Carries one problem out of the middle of a file to the place where all of them are collected; never leaves this package. */
final class PolicyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String instead;

    PolicyException(int line, int column, String message, String instead) {
        super(message);
        this.line = line;
        this.column = column;
        this.instead = instead;
    }

    Problem in(String file) {
        return new Problem(file, line, column, getMessage(), instead);
    }

    int line() {
        return line;
    }
}

package io.drover.rules.facts;

/** Carries what is wrong with a change out of the depth of a path; never leaves this package. */
final class FactChangeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String instead;

    FactChangeException(String message, String instead) {
        super(message);
        this.instead = instead;
    }

    String instead() {
        return instead;
    }
}

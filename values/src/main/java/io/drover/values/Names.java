package io.drover.values;

/** The one check that all names share. */
final class Names {

    private Names() {}

    static void requireFilled(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}

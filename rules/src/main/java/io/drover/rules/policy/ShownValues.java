package io.drover.rules.policy;

/** The values of expressions as people write them: {@code 1h30m}, {@code 9.1Gi}, {@code a, b}. */
public final class ShownValues {

    private ShownValues() {}

    /** The value in words. */
    public static String of(Object value) {
        return Literals.shown(value);
    }
}

package io.drover.rules.policy;

/**
 * What stands where a value is not: absent ({@code none}), or not known to anybody ({@code unknown}).
 *
 * @param isUnknown false for a value that is known not to be set
 * @param why for the unknown, in words
 */
public record Missing(boolean isUnknown, String why) {

    /** Known not to be set. */
    public static final Missing NONE = new Missing(false, "");

    static Missing unknown(String why) {
        return new Missing(true, why);
    }

    @Override
    public String toString() {
        return isUnknown ? "unknown (" + why + ")" : "none";
    }
}

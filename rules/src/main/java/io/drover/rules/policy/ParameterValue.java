package io.drover.rules.policy;

/**
 * A parameter set from outside. Of several for the same parameter the last one counts.
 *
 * @param name of the parameter, or {@code policy.name} to set it in that policy only
 * @param text the value as people write it
 * @param file where it was written, such as {@code values.yaml} or {@code --set}
 * @param line there, from 1; 0 when there are no lines
 * @param column there, from 1; 0 when there are no lines
 */
public record ParameterValue(String name, String text, String file, int line, int column) {

    /** A value set by a program, such as a custom resource; {@code origin} names it in messages. */
    public static ParameterValue of(String name, String text, String origin) {
        return new ParameterValue(name, text, origin, 0, 0);
    }

    boolean isFor(String policy, String parameter) {
        return name.equals(parameter) || name.equals(policy + "." + parameter);
    }

    /** Whether it is said for another policy than the given one. */
    boolean isForAnother(String policy) {
        return name.contains(".") && !name.startsWith(policy + ".");
    }

    Problem problem(String message, String instead) {
        return new Problem(file, line, column, message, instead);
    }
}

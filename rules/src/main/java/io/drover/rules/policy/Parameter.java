package io.drover.rules.policy;

import java.util.Optional;

/**
 * A value that a policy lets others set without touching its rules; a rule writes {@code parameter.name} for it.
 *
 * @param name in camelCase
 * @param type {@code size}, {@code cpu}, {@code duration}, {@code time}, {@code day}, {@code version}, {@code integer}, {@code text} or
 *     {@code boolean}
 * @param description what it is for; may be empty
 * @param value in force, as people write it
 * @param defaultValue when nobody sets it
 * @param least it may be, where there is a bound
 * @param most it may be, where there is a bound
 * @param line of its declaration in {@code policy.yaml}, from 1
 */
public record Parameter(
        String name,
        String type,
        String description,
        String value,
        String defaultValue,
        Optional<String> least,
        Optional<String> most,
        int line) {

    /** Whether somebody has set it to something else than its default. */
    public boolean isSet() {
        return !value.equals(defaultValue);
    }
}

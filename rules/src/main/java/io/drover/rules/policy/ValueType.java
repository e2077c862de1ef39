package io.drover.rules.policy;

import java.util.List;

/**
 * The type of a value in a rule.
 *
 * @param kind what it is
 * @param choices for a text that can only be one of some words: these words; else empty
 * @param record for a record within a fact: its class; {@code Void} otherwise
 */
public record ValueType(Kind kind, List<String> choices, Class<?> record) {

    /** Every kind of value that rules know. */
    public enum Kind {
        /** true or false. */
        TRUTH("true or false", false),
        /** A number without a unit. */
        NUMBER("a number such as 3", true),
        /** Words. */
        TEXT("a text such as \"redis\"", false),
        /** Memory or storage. */
        SIZE("a size such as \"8Gi\"", true),
        /** CPU time per second. */
        CPU("an amount of cpu such as \"500m\" or \"2\"", true),
        /** A span of time. */
        DURATION("a duration such as \"30m\" or \"1h30m\"", true),
        /** A time of day. */
        TIME("a time of day such as \"07:00\"", true),
        /** A calendar day. */
        DATE("a day such as \"2026-12-24\"", true),
        /** A version number. */
        VERSION("a version such as \"1.33\"", true),
        /** Several texts. */
        TEXTS("a list of texts", false),
        /** Texts by key. */
        MAP("texts by key, such as labels[\"team\"]", false),
        /** A group of further fields. */
        RECORD("a group of fields", false),
        /** {@code none} or {@code unknown} themselves. */
        MISSING("none or unknown", false);

        private final String described;
        private final boolean ordered;

        Kind(String described, boolean ordered) {
            this.described = described;
            this.ordered = ordered;
        }

        /** Whether less and more mean something. */
        public boolean isOrdered() {
            return ordered;
        }

        /** With an example. */
        public String described() {
            return described;
        }
    }

    static ValueType of(Kind kind) {
        return new ValueType(kind, List.of(), Void.class);
    }

    boolean is(Kind other) {
        return kind == other;
    }
}

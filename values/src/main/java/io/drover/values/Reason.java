package io.drover.values;

/**
 * Why something was decided, refused or failed, as one stable CamelCase word.
 *
 * <p>Built-in reasons are enums, one per capability; a reason that a policy declares is a record of policy and code. The same word
 * stands in conditions, events, metrics and reports, and each one is described in {@code docs/reasons.md}. Reasons are added, never
 * renamed.
 */
public interface Reason {

    /** The written form, such as {@code ImageMismatch}: an upper-case letter followed by letters and digits. */
    String code();
}

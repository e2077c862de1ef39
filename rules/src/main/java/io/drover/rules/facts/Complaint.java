package io.drover.rules.facts;

/**
 * One thing that is in the way, as the part that found it words it.
 *
 * @param reason a stable CamelCase code, such as {@code IoUring}
 * @param message lower case without a full stop, with the value that was found and what would have been right
 */
public record Complaint(String reason, String message) {

    @Override
    public String toString() {
        return reason + " (" + message + ")";
    }
}

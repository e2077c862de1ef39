package io.drover.agent.api;

import io.drover.values.Reason;

/** What the check of a ticket found. */
public sealed interface TicketCheck {

    /** The operator signed exactly this command and it has not expired. */
    record Valid() implements TicketCheck {}

    /**
     * The command must not be carried out.
     *
     * @param message the value that was wrong and what would have been right
     */
    record Refused(Reason reason, String message) implements TicketCheck {}
}

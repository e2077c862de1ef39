package io.drover.agent.api;

/** What a ticket allows; the constant's name is the written form in {@code Ticket.command}. */
public enum TicketCommand {
    /** {@code PrepareSource} and {@code PrepareTarget}. */
    PREPARE,
    CHECKPOINT,
    RUN,
    THAW,
    DESTROY,
    COMMIT,
    FORGET,
    /** {@code StartCold}. */
    COLD
}

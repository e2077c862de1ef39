package io.drover.agent.api;

/** What a ticket allows; the constant's name is the written form in {@code Ticket.command}. */
public enum TicketCommand {
    /** {@code PrepareSource} and {@code PrepareTarget}. */
    PREPARE,
    CHECKPOINT,
    /** All calls of the service {@code Peer}: the source's agent shows it to other agents. */
    PEER,
    RUN,
    THAW,
    DESTROY,
    COMMIT,
    FORGET,
    /** {@code StartCold}. */
    COLD,
    /** {@code InspectPod}. */
    INSPECT
}

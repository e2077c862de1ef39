package io.drover.agent.api;

import io.drover.values.Reason;

/** Why an agent does not accept a command's ticket. */
public enum TicketReason implements Reason {
    /** The request has no ticket, or one without a signature. */
    TICKET_MISSING("TicketMissing"),
    /** The signature is not the operator's for these fields. */
    TICKET_FORGED("TicketForged"),
    TICKET_EXPIRED("TicketExpired"),
    /** A genuine ticket, but for another command, node, migration, epoch or pod. */
    TICKET_FOR_ANOTHER("TicketForAnother"),
    /** A genuine ticket, but what came with it is not what the operator signed it for. */
    TICKET_SUBJECT_ALTERED("TicketSubjectAltered");

    private final String code;

    TicketReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

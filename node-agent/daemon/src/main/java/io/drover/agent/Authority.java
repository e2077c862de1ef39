package io.drover.agent;

import io.drover.agent.api.TicketCheck;
import io.drover.agent.api.TicketGate;
import io.drover.agent.api.TicketKeys;
import io.drover.agent.api.TicketReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/** Whose commands are carried out: those with a ticket that the operator signed. */
@FunctionalInterface
public interface Authority {

    /** Checks with the gate as it is now. */
    TicketCheck check(Function<TicketGate, TicketCheck> question);

    /** Reads the operator's key each time, because it may be made after the agent has started, and may be replaced. */
    static Authority ofKeyFile(Path file, String nodeName, InstantSource clock) {
        return question -> {
            try {
                return question.apply(new TicketGate(TicketKeys.publicKey(Files.readString(file)), nodeName, clock));
            } catch (IOException | IllegalArgumentException unreadable) {
                return new TicketCheck.Refused(
                        TicketReason.TICKET_FORGED,
                        "the operator's public key in " + file + " cannot be read, so no ticket can be checked: "
                                + unreadable.getMessage());
            }
        };
    }
}

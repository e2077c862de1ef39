package io.drover.actuators.migration;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.Failure;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.Role;
import io.drover.agent.protocol.TargetPhase;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns agents' answers to commands into events. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    /** An agent that goes on refusing these leaves what is there unknown, as one that is silent does. */
    private static final Set<TicketCommand> NEEDED = EnumSet.of(
            TicketCommand.RUN, TicketCommand.THAW, TicketCommand.DESTROY, TicketCommand.COMMIT, TicketCommand.COLD);

    private final Contacts contacts;
    private final Queue<CoordinatorEvent> inbox;

    Replies(Contacts contacts, Queue<CoordinatorEvent> inbox) {
        this.contacts = contacts;
        this.inbox = inbox;
    }

    void take(Role role, TicketCommand command, AgentReply reply) {
        switch (reply) {
            case AgentReply.Answered(MigrationStatus status) -> {
                contacts.answered(role);
                boolean refused = status.hasFailure() && status.getState() != AgentState.MIGRATION_FAILED;
                if (refused) {
                    refused(role, command, AgentReports.failure(status.getFailure()));
                }
                contacts.heard(role, status);
            }
            case AgentReply.Acknowledged ignored -> {
                contacts.answered(role);
                if (command == TicketCommand.COLD) {
                    inbox.add(new CoordinatorEvent.TargetReported(TargetPhase.COLD, Optional.empty()));
                }
                if (command == TicketCommand.FORGET) {
                    inbox.add(new CoordinatorEvent.Forgotten(role));
                }
            }
            case AgentReply.Refused(Failure failure) -> {
                if (NEEDED.contains(command)) {
                    contacts.doesNotHelp(role);
                } else {
                    contacts.answered(role);
                }
                refused(role, command, failure);
            }
            case AgentReply.Unreachable(String detail) -> {
                contacts.didNotAnswer(role);
                LOG.atInfo()
                        .addKeyValue(LogKeys.ROLE, role)
                        .addKeyValue(LogKeys.COMMAND, command)
                        .addKeyValue(LogKeys.DETAIL, detail)
                        .log("agent does not answer");
            }
        }
    }

    private void refused(Role role, TicketCommand command, Failure failure) {
        LOG.atInfo()
                .addKeyValue(LogKeys.ROLE, role)
                .addKeyValue(LogKeys.COMMAND, command)
                .addKeyValue(LogKeys.REASON, failure.reason().code())
                .addKeyValue(LogKeys.DETAIL, failure.message())
                .log("agent refuses a command");
        if (command == TicketCommand.PREPARE || command == TicketCommand.CHECKPOINT) {
            inbox.add(new CoordinatorEvent.CannotGoOn(failure));
        }
    }

    void cannotGoOn(MigrationReason reason, String message) {
        inbox.add(new CoordinatorEvent.CannotGoOn(new Failure(reason, "Preparing", message)));
    }
}

package io.drover.actuators.migration;

import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.protocol.Failure;

/** How a call to an agent ended. */
sealed interface AgentReply {

    /** It answered, with what it is doing now. */
    record Answered(MigrationStatus status) implements AgentReply {}

    /** It took down what needs no state in return. */
    record Acknowledged() implements AgentReply {}

    /** It did not carry out the command. */
    record Refused(Failure failure) implements AgentReply {}

    /** The call itself did not work: whether it was carried out is not known. */
    record Unreachable(String detail) implements AgentReply {}
}

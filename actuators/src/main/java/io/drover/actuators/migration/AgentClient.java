package io.drover.actuators.migration;

import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Role;
import io.drover.agent.api.v1.Ticket;
import java.util.Optional;
import java.util.function.Consumer;

/** One node's agent. Every call ends within its deadline. */
interface AgentClient {

    /** Empty when it does not answer. */
    Optional<NodeStatus> status();

    AgentReply prepareSource(Migration migration, Ticket ticket);

    AgentReply prepareTarget(Migration migration, Ticket ticket);

    /**
     * Begins the checkpoint.
     *
     * @param forPeers what the source's agent shows to others
     */
    AgentReply checkpoint(Migration migration, Ticket ticket, Ticket forPeers);

    AgentReply run(String migrationId, long epoch, Ticket ticket);

    AgentReply thaw(String migrationId, long epoch, Ticket ticket);

    AgentReply destroy(String migrationId, long epoch, Ticket ticket);

    AgentReply commit(String migrationId, long epoch, Ticket ticket);

    AgentReply forget(String migrationId, Ticket ticket);

    AgentReply startCold(PodRef pod, Ticket ticket);

    /**
     * Hears the state now and at every change, on a thread of the client's.
     *
     * @param ended called once when the agent has nothing more to tell
     * @param lost called once, instead, when the agent cannot be heard any more
     */
    Watch watch(String migrationId, Role role, Consumer<MigrationStatus> hears, Runnable ended, Runnable lost);

    /** An interest that can be ended. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}

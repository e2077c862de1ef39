package io.drover.actuators.migration;

import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.protocol.Replacement;
import io.drover.agent.protocol.Role;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.MigrationPhase;
import io.drover.values.Epoch;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Tells agents which pods no process is coming for, or will come for again. One thread only. */
final class ColdStarts {

    private final Replacements replacements;
    private final Contacts contacts;
    private final Orders orders;
    private final Replies replies;

    ColdStarts(Replacements replacements, Contacts contacts, Orders orders, Replies replies) {
        this.replacements = replacements;
        this.contacts = contacts;
        this.orders = orders;
        this.replies = replies;
    }

    /** For a stamped pod that is not bound; true when the agent took it down. */
    boolean unbound(CheckpointRestore move, Pod pod) {
        Replacement unbound = Replacements.of(pod);
        Optional<AgentClient> agent = contacts.elsewhere(unbound.node());
        return agent.isPresent()
                && word(move, agent.get(), unbound, pod.getMetadata().getName(), Epoch.FIRST)
                        instanceof AgentReply.Acknowledged;
    }

    /** For the pod that was bound. */
    void bound(CheckpointRestore move, Replacement bound, Epoch epoch) {
        contacts.agent(Role.TARGET, bound.node())
                .ifPresentOrElse(
                        agent -> replies.take(
                                Role.TARGET, TicketCommand.COLD, word(move, agent, bound, name(move, bound), epoch)),
                        () -> contacts.didNotAnswer(Role.TARGET));
    }

    /** The agent forgets the migration; from then on kubelet's starts of the pod's containers are cold. */
    void forget(CheckpointRestore move, Replacement bound) {
        contacts.agent(Role.TARGET, bound.node())
                .ifPresentOrElse(
                        agent -> replies.take(Role.TARGET, TicketCommand.FORGET, forgotten(move, agent, bound)),
                        () -> contacts.didNotAnswer(Role.TARGET));
    }

    private AgentReply forgotten(CheckpointRestore move, AgentClient agent, Replacement bound) {
        AgentReply forgotten = agent.forget(
                move.getMetadata().getUid(),
                orders.ticket(
                        move,
                        TicketCommand.FORGET,
                        bound.node(),
                        Epoch.FIRST.value(),
                        bound.pod().value()));
        boolean staysThere = forgotten instanceof AgentReply.Acknowledged
                && !isRolledBack(move)
                && replacements.bound(move, bound).isPresent();
        return staysThere ? word(move, agent, bound, name(move, bound), Epoch.FIRST) : forgotten;
    }

    /** Then its ReplicaSet removes the replacement, which must not start in between. */
    private static boolean isRolledBack(CheckpointRestore move) {
        return move.getStatus() != null && move.getStatus().phase() == MigrationPhase.ROLLED_BACK;
    }

    private String name(CheckpointRestore move, Replacement bound) {
        return replacements
                .bound(move, bound)
                .map(pod -> pod.getMetadata().getName())
                .orElse("");
    }

    private AgentReply word(CheckpointRestore move, AgentClient agent, Replacement pod, String name, Epoch epoch) {
        PodRef reference = PodRef.newBuilder()
                .setNamespace(move.getMetadata().getNamespace())
                .setName(name)
                .setUid(pod.pod().value())
                .build();
        return agent.startCold(
                reference,
                orders.ticket(
                        move,
                        TicketCommand.COLD,
                        pod.node(),
                        epoch.value(),
                        pod.pod().value()));
    }
}

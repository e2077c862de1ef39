package io.drover.actuators.migration;

import io.drover.actuators.workload.ApiRefusal;
import io.drover.actuators.workload.Attempt;
import io.drover.actuators.workload.WorkloadReason;
import io.drover.agent.api.ProtocolVersion;
import io.drover.agent.api.TicketCommand;
import io.drover.agent.api.v1.Migration;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.NodeStatus;
import io.drover.agent.api.v1.PodRef;
import io.drover.agent.api.v1.Ticket;
import io.drover.agent.protocol.CoordinatorCommand;
import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.MigrationReason;
import io.drover.agent.protocol.Replacement;
import io.drover.agent.protocol.Role;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.values.Epoch;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the coordinator's commands, all but the change of owner; what comes of them goes into the inbox. One thread only. */
final class Commander {

    private static final Logger LOG = LoggerFactory.getLogger(Commander.class);

    private final PodActs pods;
    private final Replacements replacements;
    private final Topology topology;
    private final Contacts contacts;
    private final Orders orders;
    private final Measurements measurements;
    private final Queue<CoordinatorEvent> inbox;
    private final Replies replies;
    private final ColdStarts coldStarts;
    private List<NodeRef> nodes = List.of();

    Commander(
            PodActs pods,
            Replacements replacements,
            Topology topology,
            Contacts contacts,
            Orders orders,
            Measurements measurements,
            Queue<CoordinatorEvent> inbox) {
        this.pods = pods;
        this.replacements = replacements;
        this.topology = topology;
        this.contacts = contacts;
        this.orders = orders;
        this.measurements = measurements;
        this.inbox = inbox;
        this.replies = new Replies(contacts, inbox);
        this.coldStarts = new ColdStarts(replacements, contacts, orders, replies);
    }

    void carryOut(CheckpointRestore move, CoordinatorCommand command) {
        String id = move.getMetadata().getUid();
        switch (command) {
            case CoordinatorCommand.PrepareSource ignored -> prepareSource(move);
            case CoordinatorCommand.ReleaseSource ignored ->
                onPod(move, () -> pods.release(move), new CoordinatorEvent.SourceReleased());
            case CoordinatorCommand.AwaitReplacement ignored -> {}
            case CoordinatorCommand.PrepareTarget(Replacement bound) -> prepareTarget(move, bound);
            case CoordinatorCommand.Checkpoint(Replacement bound, Epoch epoch) -> checkpoint(move, bound, epoch);
            case CoordinatorCommand.MoveOwnership ignored ->
                throw new IllegalArgumentException("the owner changes with the status, not here");
            case CoordinatorCommand.Run(Replacement bound, Epoch epoch) ->
                toTarget(
                        move, bound, TicketCommand.RUN, epoch, (agent, ticket) -> agent.run(id, epoch.value(), ticket));
            case CoordinatorCommand.AwaitEndpoint ignored -> {}
            case CoordinatorCommand.CommitSource(Epoch epoch) ->
                toSource(move, TicketCommand.COMMIT, epoch, (agent, ticket) -> agent.commit(id, epoch.value(), ticket));
            case CoordinatorCommand.DeleteSourcePod ignored -> deleteSource(move);
            case CoordinatorCommand.DestroyTarget(Replacement bound, Epoch epoch) ->
                toTarget(
                        move,
                        bound,
                        TicketCommand.DESTROY,
                        epoch,
                        (agent, ticket) -> agent.destroy(id, epoch.value(), ticket));
            case CoordinatorCommand.ThawSource(Epoch epoch) ->
                toSource(move, TicketCommand.THAW, epoch, (agent, ticket) -> agent.thaw(id, epoch.value(), ticket));
            case CoordinatorCommand.GiveLabelBack ignored -> giveBack(move);
            case CoordinatorCommand.StartCold(Replacement bound, Epoch epoch) -> coldStarts.bound(move, bound, epoch);
            case CoordinatorCommand.ForgetSource ignored -> {
                if (understands(Role.SOURCE, sourceNode(move))) {
                    toSource(move, TicketCommand.FORGET, Epoch.FIRST, (agent, ticket) -> agent.forget(id, ticket));
                }
            }
            case CoordinatorCommand.ForgetTarget(Replacement bound) -> {
                if (understands(Role.TARGET, bound.node())) {
                    coldStarts.forget(move, bound);
                }
            }
        }
    }

    ColdStarts coldStarts() {
        return coldStarts;
    }

    private void prepareSource(CheckpointRestore move) {
        nodes = topology.nodes();
        Migration migration = Orders.migration(move, 1, nodes);
        toCapable(
                Role.SOURCE,
                sourceNode(move),
                agent -> agent.prepareSource(
                        migration, orders.ticket(TicketCommand.PREPARE, sourceNode(move), migration)));
    }

    private void prepareTarget(CheckpointRestore move, Replacement bound) {
        nodes = topology.nodes();
        Migration migration = Orders.migration(move, 1, nodes, bound, reference(move, bound));
        toCapable(
                Role.TARGET,
                bound.node(),
                agent -> agent.prepareTarget(migration, orders.ticket(TicketCommand.PREPARE, bound.node(), migration)));
    }

    private void toCapable(Role role, NodeName node, java.util.function.Function<AgentClient, AgentReply> call) {
        Optional<AgentClient> agent = contacts.agent(role, node);
        if (agent.isEmpty()) {
            replies.cannotGoOn(MigrationReason.NO_AGENT_ON_NODE, "no agent runs on node " + node);
            return;
        }
        Optional<NodeStatus> status = agent.get().status();
        if (status.isEmpty()) {
            contacts.didNotAnswer(role);
            return;
        }
        int version = status.get().getProtocolVersion();
        if (version != ProtocolVersion.CURRENT) {
            replies.cannotGoOn(
                    MigrationReason.AGENT_VERSION_MISMATCH,
                    "the agent on node " + node + " speaks version " + version + ", this operator "
                            + ProtocolVersion.CURRENT);
            return;
        }
        replies.take(role, TicketCommand.PREPARE, call.apply(agent.get()));
    }

    /** An agent of another version may never take a word of this operator: it is not waited for, and keeps what it has. */
    private boolean understands(Role role, NodeName node) {
        Optional<NodeStatus> another = contacts.agent(role, node)
                .flatMap(AgentClient::status)
                .filter(status -> status.getProtocolVersion() != ProtocolVersion.CURRENT);
        another.ifPresent(status -> {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ROLE, role)
                    .addKeyValue(LogKeys.REASON, MigrationReason.AGENT_VERSION_MISMATCH.code())
                    .addKeyValue(LogKeys.DETAIL, "version " + status.getProtocolVersion())
                    .log("agent is not told to forget");
            inbox.add(new CoordinatorEvent.Forgotten(role));
        });
        return another.isEmpty();
    }

    private void checkpoint(CheckpointRestore move, Replacement bound, Epoch epoch) {
        PodRef target = reference(move, bound);
        if (target.getIp().isEmpty()) {
            LOG.atInfo().addKeyValue(LogKeys.POD, target.getName()).log("the target has no address yet");
            return;
        }
        if (nodes.isEmpty()) {
            nodes = topology.nodes();
        }
        Migration migration = Orders.migration(move, epoch.value(), nodes, bound, target);
        Ticket ticket = orders.ticket(TicketCommand.CHECKPOINT, sourceNode(move), migration);
        Ticket forPeers = orders.ticket(TicketCommand.PEER, sourceNode(move), migration);
        contacts.agent(Role.SOURCE, sourceNode(move))
                .ifPresentOrElse(
                        agent -> replies.take(
                                Role.SOURCE, TicketCommand.CHECKPOINT, agent.checkpoint(migration, ticket, forPeers)),
                        () -> contacts.didNotAnswer(Role.SOURCE));
    }

    private void toSource(
            CheckpointRestore move,
            TicketCommand command,
            Epoch epoch,
            BiFunction<AgentClient, Ticket, AgentReply> call) {
        send(move, Role.SOURCE, sourceNode(move), command, epoch, "", call);
    }

    private void toTarget(
            CheckpointRestore move,
            Replacement bound,
            TicketCommand command,
            Epoch epoch,
            BiFunction<AgentClient, Ticket, AgentReply> call) {
        send(move, Role.TARGET, bound.node(), command, epoch, bound.pod().value(), call);
    }

    private void send(
            CheckpointRestore move,
            Role role,
            NodeName node,
            TicketCommand command,
            Epoch epoch,
            String targetUid,
            BiFunction<AgentClient, Ticket, AgentReply> call) {
        Ticket ticket = orders.ticket(move, command, node, epoch.value(), targetUid);
        contacts.agent(role, node)
                .ifPresentOrElse(
                        agent -> replies.take(role, command, call.apply(agent, ticket)),
                        () -> contacts.didNotAnswer(role));
    }

    private void deleteSource(CheckpointRestore move) {
        if (pods.source(move).isEmpty()) {
            inbox.add(new CoordinatorEvent.SourcePodGone());
        } else {
            onPod(move, () -> pods.deleteSource(move), new CoordinatorEvent.Resumed());
        }
    }

    private void giveBack(CheckpointRestore move) {
        Optional<Pod> source = pods.source(move);
        if (source.isEmpty()) {
            inbox.add(new CoordinatorEvent.SourcePodGone());
        } else if (source.get().getMetadata().getDeletionTimestamp() != null) {
            inbox.add(new CoordinatorEvent.SourceDeleted());
        } else if (!PodActs.isReleased(source.get(), move)) {
            inbox.add(new CoordinatorEvent.LabelGivenBack());
        } else {
            onPod(move, () -> pods.giveBack(move), new CoordinatorEvent.LabelGivenBack());
        }
    }

    private void onPod(CheckpointRestore move, Runnable act, CoordinatorEvent done) {
        Attempt attempt = ApiRefusal.attempt(act);
        if (attempt instanceof Attempt.Refused refused) {
            boolean gone = refused.reason() == WorkloadReason.TARGET_NOT_FOUND
                    || refused.reason() == WorkloadReason.CHANGED_MEANWHILE;
            LOG.atInfo()
                    .addKeyValue(LogKeys.POD, move.getSpec().source().pod())
                    .addKeyValue(LogKeys.REASON, refused.reason().code())
                    .addKeyValue(LogKeys.DETAIL, refused.detail())
                    .log("source pod not changed");
            if (gone && pods.source(move).isEmpty()) {
                inbox.add(new CoordinatorEvent.SourcePodGone());
            }
        } else if (!(done instanceof CoordinatorEvent.Resumed)) {
            inbox.add(done);
        }
    }

    private PodRef reference(CheckpointRestore move, Replacement bound) {
        PodRef.Builder reference = PodRef.newBuilder()
                .setNamespace(move.getMetadata().getNamespace())
                .setUid(bound.pod().value());
        replacements.bound(move, bound).ifPresent(pod -> {
            reference.setName(pod.getMetadata().getName());
            Optional.ofNullable(pod.getStatus().getPodIP()).ifPresent(reference::setIp);
        });
        if (!measurements.podAddress().isEmpty()) {
            reference.setIp(measurements.podAddress());
        }
        return reference.build();
    }

    private static NodeName sourceNode(CheckpointRestore move) {
        return new NodeName(move.getSpec().source().node());
    }
}

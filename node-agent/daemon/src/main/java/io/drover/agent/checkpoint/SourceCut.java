package io.drover.agent.checkpoint;

import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.api.v1.NodeRef;
import io.drover.agent.api.v1.RemoveRewritesRequest;
import io.drover.agent.api.v1.RewriteRole;
import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.RewritePlan;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.node.Trouble;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.SourceNetwork;
import io.drover.agent.transfer.Peers;
import io.drover.values.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a leaving pod's packets, in the order of a checkpoint: {@link #open}, {@link #ready}, {@link #lead}, the freeze,
 * {@link #shut}; or {@link #undo} at any time. One thread.
 */
final class SourceCut {

    private static final Duration PEER_DEADLINE = Duration.ofSeconds(5);

    private final MigrationRecord record;
    private final SourceTools tools;
    private final RewriteRequests requests;
    private final Set<TcpConnection> led = new LinkedHashSet<>();
    private @Nullable SourceNetwork network;

    SourceCut(MigrationRecord record, SourceTools tools) {
        this.record = record;
        this.tools = tools;
        this.requests = RewriteRequests.of(record);
    }

    /** Enters the pod's network namespace; nothing is dropped yet. */
    Optional<Trouble> open() {
        return kept(tools.networks().source(Path.of(record.entry().getNetworkNamespace())), opened -> network = opened);
    }

    /** How many connections the pod has with others. */
    long connections() {
        return led.size();
    }

    /** Readies the target for the connections there are now, and connects to every agent that will be needed. Leads nothing yet. */
    Optional<Trouble> ready() {
        return withSockets(sockets -> {
            for (NodeRef node : requests.migration().getNodesList()) {
                if (node.getAgentPort() != 0) {
                    tools.peers().connect(Peers.addressOf(node));
                }
            }
            RewritePlan plan = requests.plan(sockets.connectionsToOthers());
            return agentsOf(plan)
                    .or(() -> trouble(tools.nodeNetwork().refuseTranslated(sockets.connectionsToOthers())))
                    .or(() -> takeDown(plan))
                    .or(() -> atTarget(plan, sockets))
                    .or(() -> {
                        led.addAll(sockets.connectionsToOthers());
                        return Optional.empty();
                    });
        });
    }

    /** The cut: from here on packets for the pod go to the target and wait there. */
    Optional<Trouble> lead() {
        return atClients(requests.plan(List.copyOf(led)))
                .or(() -> trouble(
                        tools.nodeNetwork().forwardNew(record.id(), requests.oldAddress(), requests.newAddress())))
                .or(() -> trouble(tools.probes()
                        .answerFor(
                                record.id(),
                                requests.oldAddress(),
                                List.copyOf(requests.migration().getProbePortsList()))))
                .or(() -> trouble(network().refuseNew()));
    }

    /** After the freeze: drops everything, and leads the connections that were made since {@link #ready}. */
    Optional<Trouble> shut() {
        return trouble(network().shut())
                .or(() -> withSockets(sockets -> {
                    List<TcpConnection> late = new ArrayList<>(sockets.connectionsToOthers());
                    late.removeAll(led);
                    if (late.isEmpty()) {
                        return Optional.empty();
                    }
                    RewritePlan plan = requests.plan(late);
                    led.addAll(late);
                    return agentsOf(plan)
                            .or(() -> trouble(tools.nodeNetwork().refuseTranslated(late)))
                            .or(() -> takeDown(plan))
                            .or(() -> atTarget(plan, sockets))
                            .or(() -> atClients(plan));
                }));
    }

    /**
     * Leads packets back to the source and lets its network go on; everything is tried, whatever fails. Before the thaw.
     *
     * @return the first trouble: what is owed then stays in the journal
     */
    Optional<Trouble> undo() {
        RemoveRewritesRequest request =
                RemoveRewritesRequest.newBuilder().setOrder(requests.order()).build();
        List<CompletableFuture<Optional<Trouble>>> answers = record.entry().getRewritingAgentsList().stream()
                .map(agent -> CompletableFuture.supplyAsync(
                        () -> tools.peers().removeRewrites(agent, request, Duration.ofSeconds(1)), tools.workers()))
                .toList();
        List<Optional<Trouble>> all = new ArrayList<>();
        answers.forEach(answer -> all.add(answer.join()));
        all.add(trouble(tools.nodeNetwork().removeRewrites(record.id())));
        if (network != null) {
            all.add(trouble(network.reopen()));
        }
        all.add(trouble(tools.probes().stopFor(record.id())));
        Optional<Trouble> first = all.stream().flatMap(Optional::stream).findFirst();
        if (first.isEmpty()) {
            record.remember(entry -> entry.setCut(false).clearRewritingAgents());
        }
        return first;
    }

    /** The moved process is elsewhere: the node's own stack must reach neither it nor the frozen one. */
    Optional<Trouble> shutOwnStack() {
        return trouble(tools.nodeNetwork().shutOwnStack(record.id(), requests.oldAddress()));
    }

    /** The pod is gone, and its address may be given to another. */
    Optional<Trouble> retire() {
        Optional<Trouble> first = trouble(tools.nodeNetwork().stopForwarding(record.id()))
                .or(() -> trouble(tools.nodeNetwork().openOwnStack(record.id())));
        Optional<Trouble> second = trouble(tools.probes().stopFor(record.id()));
        return first.or(() -> second);
    }

    /** Frees what the agent holds. */
    void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }

    private SourceNetwork network() {
        if (network == null) {
            throw new IllegalStateException("the pod's network is not open");
        }
        return network;
    }

    private Optional<Trouble> agentsOf(RewritePlan plan) {
        Set<NodeName> needed = new LinkedHashSet<>(plan.clientNodes().keySet());
        needed.addAll(plan.outside().keySet());
        for (NodeName name : needed) {
            if (requests.agent(name).isEmpty()) {
                return Optional.of(new Trouble(
                        CheckpointReason.NO_AGENT_AT_CLIENT,
                        "node " + name.value() + " has clients of the pod, and no agent"));
            }
        }
        return Optional.empty();
    }

    /** Before any agent is asked, the journal knows whom to ask to undo it. */
    private Optional<Trouble> takeDown(RewritePlan plan) {
        Set<String> agents = new LinkedHashSet<>(record.entry().getRewritingAgentsList());
        agents.add(Peers.addressOf(requests.migration().getTargetNode()));
        plan.clientNodes().keySet().forEach(node -> requests.agent(node).ifPresent(agents::add));
        plan.outside().keySet().forEach(node -> requests.agent(node).ifPresent(agents::add));
        if (agents.size() > record.entry().getRewritingAgentsCount()) {
            record.writeDown(entry -> entry.clearRewritingAgents().addAllRewritingAgents(agents));
        }
        return Optional.empty();
    }

    private Optional<Trouble> atTarget(RewritePlan plan, PodSockets sockets) {
        String target = Peers.addressOf(requests.migration().getTargetNode());
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add(requests.oldAddress().toString());
        sockets.ownAddresses().forEach(address -> addresses.add(address.toString()));
        AddRewritesRequest pod = requests.request(RewriteRole.TARGET_POD, plan.inside()).toBuilder()
                .addAllOwnAddresses(addresses)
                .addAllListeners(requests.listeners(sockets))
                .build();
        return ask(target, pod)
                .or(() -> askWhenAny(target, RewriteRole.TARGET_POD_OUTSIDE, plan.fromOutside()))
                .or(() -> askWhenAny(target, RewriteRole.TARGET_NODE, plan.untracked()));
    }

    private Optional<Trouble> atClients(RewritePlan plan) {
        List<CompletableFuture<Optional<Trouble>>> answers = new ArrayList<>();
        askAll(answers, RewriteRole.CLIENT_NODE, plan.clientNodes());
        askAll(answers, RewriteRole.SOURCE_NODE, plan.outside());
        return answers.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private void askAll(
            List<CompletableFuture<Optional<Trouble>>> answers,
            RewriteRole role,
            Map<NodeName, List<TcpConnection>> byNode) {
        byNode.forEach((node, connections) -> answers.add(CompletableFuture.supplyAsync(
                () -> ask(requests.agent(node).orElseThrow(), requests.request(role, connections)), tools.workers())));
    }

    private Optional<Trouble> askWhenAny(String agent, RewriteRole role, List<TcpConnection> connections) {
        return connections.isEmpty() ? Optional.empty() : ask(agent, requests.request(role, connections));
    }

    private Optional<Trouble> ask(String agent, AddRewritesRequest request) {
        return tools.peers().addRewrites(agent, request, PEER_DEADLINE);
    }

    private Optional<Trouble> withSockets(java.util.function.Function<PodSockets, Optional<Trouble>> work) {
        return switch (network().sockets()) {
            case Attempt.Refused<PodSockets> refused -> Optional.of(new Trouble(refused.reason(), refused.detail()));
            case Attempt.Worked<PodSockets>(PodSockets sockets)
            when !sockets.ipv6().isEmpty() ->
                Optional.of(new Trouble(CheckpointReason.IPV6_CONNECTIONS, String.join(", ", sockets.ipv6())));
            case Attempt.Worked<PodSockets>(PodSockets sockets) -> work.apply(sockets);
        };
    }

    private static Optional<Trouble> trouble(Attempt<?> attempt) {
        return attempt instanceof Attempt.Refused<?> refused
                ? Optional.of(new Trouble(refused.reason(), refused.detail()))
                : Optional.empty();
    }

    private static <T> Optional<Trouble> kept(Attempt<T> attempt, java.util.function.Consumer<T> keep) {
        if (attempt instanceof Attempt.Worked<T> worked) {
            keep.accept(worked.value());
        }
        return trouble(attempt);
    }
}

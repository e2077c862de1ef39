package io.drover.agent.restore;

import io.drover.agent.api.v1.AddRewritesRequest;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import io.drover.agent.journal.JournalReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.node.Trouble;
import io.drover.agent.packets.Attempt;
import io.drover.agent.packets.TargetNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The network of the pod that receives processes, closed to the world until they run. Thread safe. */
public final class TargetQuarantine {

    private final MigrationRecord record;
    private final TargetTools tools;
    private @Nullable TargetNetwork network;

    TargetQuarantine(MigrationRecord record, TargetTools tools) {
        this.record = record;
        this.tools = tools;
    }

    /** Holds all packets of the namespace that the journal names. Doing it again is safe. */
    synchronized Optional<Trouble> hold() {
        if (network == null) {
            Path namespace = tools.files().node().of(record.entry().getNetworkNamespace());
            switch (tools.networks().target(namespace)) {
                case Attempt.Refused<TargetNetwork> refused -> {
                    return Optional.of(new Trouble(refused.reason(), refused.detail()));
                }
                case Attempt.Worked<TargetNetwork>(TargetNetwork opened) -> network = opened;
            }
        }
        return trouble(network.hold());
    }

    /** Takes rewrites for this pod and its old addresses. */
    public synchronized Optional<Trouble> rewrite(AddRewritesRequest request) {
        if (network == null) {
            return Optional.of(new Trouble(
                    JournalReason.NOT_IN_STATE, "the pod's network is not held in state " + record.state()));
        }
        List<TcpConnection> connections = connections(request);
        Ipv4 newAddress =
                Ipv4.parse(request.getOrder().getMigration().getTargetPod().getIp());
        TargetNetwork held = network;
        return switch (request.getRole()) {
            case TARGET_POD ->
                trouble(held.addAddresses(request.getOwnAddressesList().stream()
                                .map(Ipv4::parse)
                                .filter(address -> !address.equals(newAddress))
                                .toList()))
                        .or(() -> trouble(held.addRewrites(newAddress, connections, List.of())))
                        .or(() -> listeners(request, held, newAddress));
            case TARGET_POD_OUTSIDE -> trouble(held.addRewrites(newAddress, List.of(), connections));
            default ->
                Optional.of(new Trouble(JournalReason.NOT_IN_STATE, "role " + request.getRole() + " is not the pod's"));
        };
    }

    private static Optional<Trouble> listeners(AddRewritesRequest request, TargetNetwork held, Ipv4 newAddress) {
        List<TcpEndpoint> listeners = request.getListenersList().stream()
                .map(one -> TcpEndpoint.of(one.getLocalAddress(), one.getLocalPort()))
                .toList();
        return listeners.isEmpty() ? Optional.empty() : trouble(held.addListeners(newAddress, listeners));
    }

    /** Lets the world in again: the processes run. */
    synchronized Optional<Trouble> release() {
        return network == null ? Optional.empty() : trouble(network.release());
    }

    /** The pod will start cold, and no restored socket is left. */
    synchronized Optional<Trouble> cancel() {
        if (network == null) {
            return Optional.empty();
        }
        Optional<Trouble> trouble = trouble(network.cancel());
        close();
        return trouble;
    }

    /** Whether the namespace is open. */
    synchronized boolean isOpen() {
        return network != null;
    }

    /** Frees what the agent holds. */
    public synchronized void close() {
        if (network != null) {
            network.close();
            network = null;
        }
    }

    /** The connections of a request in this agent's own form. */
    public static List<TcpConnection> connections(AddRewritesRequest request) {
        return request.getConnectionsList().stream()
                .map(one -> new TcpConnection(
                        TcpEndpoint.of(one.getLocalAddress(), one.getLocalPort()),
                        TcpEndpoint.of(one.getRemoteAddress(), one.getRemotePort())))
                .toList();
    }

    private static Optional<Trouble> trouble(Attempt<?> attempt) {
        return attempt instanceof Attempt.Refused<?> refused
                ? Optional.of(new Trouble(refused.reason(), refused.detail()))
                : Optional.empty();
    }
}

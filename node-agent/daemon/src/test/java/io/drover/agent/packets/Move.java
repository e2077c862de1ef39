package io.drover.agent.packets;

import io.drover.agent.connections.ClusterNode;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.Ipv4Range;
import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.RewritePlan;
import io.drover.agent.connections.RewritePlanner;
import io.drover.agent.connections.TcpConnection;
import io.drover.values.MigrationId;
import io.drover.values.NodeName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a migration does with the network, with the processes left out. */
final class Move {

    static final int PORT = 7000;
    private static final List<ClusterNode> NODES = List.of(node("c", 1), node("a", 2), node("b", 3));

    final MigrationId id;
    final SourceNetwork source;
    final TargetNetwork target;
    final Map<String, NodeNetwork> nodes = new LinkedHashMap<>();
    private final InLab lab;
    private final String targetPod;
    private final String sourceNode;
    private final String targetNode;
    private final Ipv4 oldAddress;
    private final Ipv4 newAddress;
    private RewritePlan plan = new RewritePlan(new java.util.TreeMap<>(), new java.util.TreeMap<>(), List.of());
    private long redirectedNanos;

    /** Where a pod is. */
    record Place(String node, String pod, String address) {}

    Move(String id, InLab lab, Place from, Place to) {
        this.id = new MigrationId(id);
        this.sourceNode = from.node();
        this.targetNode = to.node();
        this.oldAddress = Ipv4.parse(from.address());
        this.newAddress = Ipv4.parse(to.address());
        this.lab = lab;
        this.targetPod = to.pod();
        this.source = lab.source(from.node(), from.pod());
        this.target = lab.target(to.node(), to.pod());
        NODES.forEach(
                node -> nodes.put(node.name().value(), lab.node(node.name().value())));
    }

    private static ClusterNode node(String name, int number) {
        return new ClusterNode(
                new NodeName(name),
                Ipv4.parse("10.77.0." + number),
                List.of(Ipv4Range.parse("10.77." + number + ".0/24")));
    }

    /** What comes before the redirect. */
    void prepare() {
        PodSockets sockets = InLab.worked(source.sockets());
        plan = new RewritePlanner(NODES)
                .plan(sockets.connectionsToOthers(), new NodeName(sourceNode), new NodeName(targetNode));
        said("hold", target.hold());
        said("addresses", target.addAddresses(sockets.ownAddresses()));
        said("target rewrites", target.addRewrites(newAddress, plan.inside(), plan.fromOutside()));
        rewrite(targetNode, NodeNetwork.Role.TARGET_NODE, plan.untracked());
    }

    /** Redirects, freezes and shuts. */
    void cut(EchoServer server) {
        redirectedNanos = System.nanoTime();
        plan.clientNodes().forEach((node, some) -> rewrite(node.value(), NodeNetwork.Role.CLIENT_NODE, some));
        plan.outside().forEach((node, some) -> rewrite(node.value(), NodeNetwork.Role.SOURCE_NODE, some));
        said("forward", nodes.get(sourceNode).forwardNew(id, oldAddress, newAddress));
        said("refuse new", source.refuseNew());
        server.freeze();
        said("shut", source.shut());
    }

    /** Goes on with these sockets; the held packets go to them. */
    EchoServer goOn(List<EchoServer.Image> images) {
        EchoServer moved = lab.server(targetPod);
        moved.restore(lab.inside(targetPod), images);
        moved.run();
        TargetNetwork.Released released = InLab.worked(target.release());
        System.out.println("released " + released.packets() + " packets in " + micros(released.took()) + ", "
                + micros(Duration.ofNanos(System.nanoTime() - redirectedNanos)) + " after the redirect");
        return moved;
    }

    /** All of it. */
    EchoServer through(EchoServer server) {
        prepare();
        cut(server);
        return goOn(server.dump());
    }

    /** Gives the packets back to the source; the target opens when nobody sends to it any more. */
    void rollBack(EchoServer server) {
        nodes.values().forEach(node -> InLab.worked(node.removeRewrites(id)));
        said("reopen", source.reopen());
        server.run();
        InLab.worked(target.cancel());
    }

    private void rewrite(String node, NodeNetwork.Role role, List<TcpConnection> connections) {
        said("rewrites at " + node, nodes.get(node).addRewrites(id, role, newAddress, connections));
    }

    private static void said(String what, Attempt<Duration> attempt) {
        System.out.println(what + ": " + micros(InLab.worked(attempt)));
    }

    static String micros(Duration duration) {
        return duration.toNanos() / 1000 + " us";
    }
}

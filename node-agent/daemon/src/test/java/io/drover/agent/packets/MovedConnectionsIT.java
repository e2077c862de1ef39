package io.drover.agent.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.ClusterNode;
import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.Ipv4Range;
import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.RewritePlan;
import io.drover.agent.connections.RewritePlanner;
import io.drover.agent.connections.TcpConnection;
import io.drover.values.MigrationId;
import io.drover.values.NodeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves a listening server's connections from one namespace to another under their clients' feet. */
class MovedConnectionsIT {

    private static final int PORT = 7000;
    private static final MigrationId MIGRATION = new MigrationId("6f1c1c9e-move");
    private static final List<ClusterNode> NODES = List.of(node("c", 1), node("a", 2), node("b", 3));

    @TempDir
    Path state;

    private final Lab lab = new Lab();
    private final Opened opened = new Opened(lab);
    private final Map<String, NodeNetwork> nodes = new LinkedHashMap<>();
    private CompletableFuture<CountingClient> newcomer = new CompletableFuture<>();

    @BeforeAll
    static void needsAKernelThatCanDoIt() {
        KernelCapability.require();
    }

    @AfterEach
    void removeLab() throws Exception {
        opened.close();
        lab.close();
    }

    private static ClusterNode node(String name, int number) {
        return new ClusterNode(
                new NodeName(name),
                Ipv4.parse("10.77.0." + number),
                List.of(Ipv4Range.parse("10.77." + number + ".0/24")));
    }

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesToAnotherNode() throws Exception {
        // Given
        lab.in(
                "c",
                "nft add table ip svc; add chain ip svc pre { type nat hook prerouting priority -100; };"
                        + " add rule ip svc pre ip daddr 10.96.0.1 tcp dport 80 dnat to 10.77.2.10:7000");
        EchoServer server = server("pa");
        server.run();
        var clients = Map.of(
                "pod", client("pc", Lab.OLD, PORT),
                "service", client("pc", "10.96.0.1", 80),
                "node's own stack", client("c", Lab.OLD, PORT),
                "pod on source node", client("pa2", Lab.OLD, PORT),
                "pod on target node", client("pb2", Lab.OLD, PORT),
                "target node's own stack", client("b", Lab.OLD, PORT),
                "outside", client("out", Lab.OLD, PORT));
        Thread.sleep(300);

        // When
        EchoServer moved = move(server, "pb", Lab.NEW, "b");
        var answeredBefore = new LinkedHashMap<String, Long>();
        clients.forEach((name, client) -> answeredBefore.put(name, client.answered()));
        Thread.sleep(1000);

        // Then
        clients.forEach((name, client) -> {
            System.out.println("longest silence of " + name + ": "
                    + client.longestSilence().toMillis() + " ms");
            assertThat(client.troubles()).as(name).isEmpty();
            assertThat(client.answered()).as(name).isGreaterThan(answeredBefore.get(name) + 50);
        });
        for (String place : List.of("pc", "c", "pa2", "pb2", "out", "b", "a")) {
            assertThat(lab.resets(place)).as("resets at " + place).isZero();
        }
        for (String place : List.of("a", "b", "c")) {
            assertThat(lab.invalid(place)).as("invalid at " + place).isZero();
        }
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        System.out.println(
                "new connection: longest silence " + micros(newcomer.join().longestSilence()));
        assertThat(newcomer.join().troubles()).isEmpty();
        moved.close();
    }

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesWithinItsNode() throws Exception {
        // Given
        EchoServer server = server("pa");
        server.run();
        var clients = Map.of(
                "pod", client("pc", Lab.OLD, PORT),
                "node's own stack", client("a", Lab.OLD, PORT),
                "outside", client("out", Lab.OLD, PORT));
        Thread.sleep(300);

        // When
        EchoServer moved = move(server, "pa2", "10.77.2.20", "a");
        var answeredBefore = new LinkedHashMap<String, Long>();
        clients.forEach((name, client) -> answeredBefore.put(name, client.answered()));
        Thread.sleep(1000);

        // Then
        clients.forEach((name, client) -> {
            System.out.println("longest silence of " + name + ": "
                    + client.longestSilence().toMillis() + " ms");
            assertThat(client.troubles()).as(name).isEmpty();
            assertThat(client.answered()).as(name).isGreaterThan(answeredBefore.get(name) + 50);
        });
        for (String place : List.of("pc", "a", "out")) {
            assertThat(lab.resets(place)).as("resets at " + place).isZero();
        }
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        System.out.println(
                "new connection: longest silence " + micros(newcomer.join().longestSilence()));
        assertThat(newcomer.join().troubles()).isEmpty();
        moved.close();
    }

    private EchoServer move(EchoServer server, String targetPod, String newAddress, String targetNode)
            throws InterruptedException {
        Ipv4 old = Ipv4.parse(Lab.OLD);
        Ipv4 fresh = Ipv4.parse(newAddress);
        SourceNetwork source =
                opened.keep(Opened.worked(opened.networks("a", state).source(lab.path("pa"))));
        TargetNetwork target =
                opened.keep(Opened.worked(opened.networks(targetNode, state).target(lab.path(targetPod))));
        EchoServer restored = server(targetPod);
        for (ClusterNode node : NODES) {
            String name = node.name().value();
            nodes.put(
                    name, opened.keep(Opened.worked(opened.networks(name, state).node())));
        }
        PodSockets sockets = Opened.worked(source.sockets());
        RewritePlan plan = new RewritePlanner(NODES)
                .plan(sockets.connectionsToOthers(), new NodeName("a"), new NodeName(targetNode));
        said("hold", target.hold());
        said("addresses", target.addAddresses(sockets.ownAddresses()));
        said("target rewrites", target.addRewrites(fresh, plan.inside(), plan.fromOutside()));
        rewrite(targetNode, NodeNetwork.Role.TARGET_NODE, fresh, plan.untracked());
        long began = System.nanoTime();
        plan.clientNodes().forEach((node, some) -> rewrite(node.value(), NodeNetwork.Role.CLIENT_NODE, fresh, some));
        plan.outside().forEach((node, some) -> rewrite(node.value(), NodeNetwork.Role.SOURCE_NODE, fresh, some));
        said("forward", nodes.get("a").forwardNew(MIGRATION, old, fresh));
        said("refuse new", source.refuseNew());
        server.freeze();
        said("shut", source.shut());
        List<EchoServer.Image> images = server.dump();
        newcomer = CompletableFuture.supplyAsync(() -> client("pc", Lab.OLD, PORT));
        restored.restore(opened.inside(targetPod), images);
        Thread.sleep(100);
        restored.run();
        TargetNetwork.Released released = Opened.worked(target.release());
        System.out.println("released " + released.packets() + " packets in " + micros(released.took()) + ", "
                + micros(Duration.ofNanos(System.nanoTime() - began)) + " after the redirect");
        return restored;
    }

    private void rewrite(String node, NodeNetwork.Role role, Ipv4 fresh, List<TcpConnection> connections) {
        said("rewrites at " + node, nodes.get(node).addRewrites(MIGRATION, role, fresh, connections));
    }

    private static void said(String what, Attempt<Duration> attempt) {
        System.out.println(what + ": " + micros(Opened.worked(attempt)));
    }

    private static String micros(Duration duration) {
        return duration.toNanos() / 1000 + " us";
    }

    private EchoServer server(String pod) {
        return opened.keep(EchoServer.listen(opened.inside(pod), PORT));
    }

    private CountingClient client(String from, String address, int port) {
        return opened.keep(CountingClient.connect(opened.inside(from), address, port));
    }
}

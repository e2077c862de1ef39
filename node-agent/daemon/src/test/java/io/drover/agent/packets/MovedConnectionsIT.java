package io.drover.agent.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.packets.Move.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves a listening server's connections from one namespace to another under their clients' feet. */
class MovedConnectionsIT {

    private static final int PORT = Move.PORT;
    private static final Place ON_A = new Place("a", "pa", Lab.OLD);
    private static final Place ALSO_ON_A = new Place("a", "pa2", "10.77.2.20");
    private static final Place ON_B = new Place("b", "pb", Lab.NEW);

    @TempDir
    Path state;

    private final Lab lab = new Lab();
    private final Opened opened = new Opened(lab);
    private final Map<String, CountingClient> clients = new LinkedHashMap<>();

    @BeforeAll
    static void needsAKernelThatCanDoIt() {
        KernelCapability.require();
    }

    @AfterEach
    void removeLab() throws Exception {
        opened.close();
        lab.close();
    }

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesToAnotherNode() throws InterruptedException {
        // Given
        lab.in(
                "c",
                "nft add table ip svc; add chain ip svc pre { type nat hook prerouting priority -100; };"
                        + " add rule ip svc pre ip daddr 10.96.0.1 tcp dport 80 dnat to 10.77.2.10:7000");
        EchoServer server = server("pa");
        server.run();
        clientsFrom("pc", "c", "pa2", "pb2", "b", "out");
        clients.put("service", client("pc", "10.96.0.1", 80));
        Move move = move("6f1c1c9e-1", ON_A, ON_B);
        move.prepare();

        // When
        move.cut(server);
        CompletableFuture<CountingClient> newcomer = CompletableFuture.supplyAsync(() -> client("pc", Lab.OLD, PORT));
        EchoServer moved = server("pb");
        moved.restore(opened.inside("pb"), server.dump());
        Thread.sleep(100);
        moved.run();
        move.release();

        // Then
        allGoOn();
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        assertThat(newcomer.join().troubles()).isEmpty();
        noResets();
    }

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesWithinItsNode() throws InterruptedException {
        // Given
        EchoServer server = server("pa");
        server.run();
        clientsFrom("pc", "a", "out", "pb2");
        Move move = move("6f1c1c9e-2", ON_A, ALSO_ON_A);
        move.prepare();

        // When
        move.cut(server);
        EchoServer moved = server("pa2");
        moved.restore(opened.inside("pa2"), server.dump());
        moved.run();
        move.release();

        // Then
        allGoOn();
        noResets();
    }

    @Test
    void aMovedServerMovesOnWithConnectionsThatHaveItsFirstAddress() throws InterruptedException {
        // Given
        EchoServer first = server("pa");
        first.run();
        clientsFrom("pc", "pb2", "out");
        Move there = move("6f1c1c9e-3", ON_A, ON_B);
        there.prepare();
        there.cut(first);
        EchoServer second = server("pb");
        second.restore(opened.inside("pb"), first.dump());
        second.run();
        there.release();
        Thread.sleep(200);
        Move onward = move("6f1c1c9e-4", ON_B, ALSO_ON_A);
        onward.prepare();

        // When
        onward.cut(second);
        EchoServer third = server("pa2");
        third.restore(opened.inside("pa2"), second.dump());
        third.run();
        onward.release();

        // Then
        allGoOn();
        noResets();
    }

    @Test
    void aConnectionThatThePodMadeItselfMovesWithIt() throws Exception {
        // Given
        EchoServer server = server("pa");
        ServerSocket listener = opened.keep(opened.inside("pc").call(MovedConnectionsIT::listener));
        CompletableFuture<CountingClient> peer = CompletableFuture.supplyAsync(() -> CountingClient.accept(listener));
        server.connectTo(opened.inside("pa"), "10.77.1.10", listener.getLocalPort());
        clients.put("pc", opened.keep(peer.get(5, TimeUnit.SECONDS)));
        server.run();
        Thread.sleep(200);
        Move move = move("6f1c1c9e-8", ON_A, ON_B);
        move.prepare();

        // When
        move.cut(server);
        EchoServer moved = server("pb");
        moved.restore(opened.inside("pb"), server.dump());
        moved.run();
        move.release();

        // Then
        allGoOn();
        noResets();
    }

    @Test
    void aConnectionThatThePodMadeThroughAServiceIsFoundAndRefused() throws Exception {
        // Given
        ServerSocket listener = opened.keep(opened.inside("pc").call(MovedConnectionsIT::listener));
        lab.in(
                "a",
                "nft add table ip svc; add chain ip svc pre { type nat hook prerouting priority -100; };"
                        + " add rule ip svc pre ip daddr 10.96.0.2 tcp dport 80 dnat to 10.77.1.10:"
                        + listener.getLocalPort());
        EchoServer server = server("pa");
        server.run();
        clientsFrom("pc");
        Move move = move("6f1c1c9e-9", ON_A, ON_B);
        var incoming = Opened.worked(move.source.sockets()).connectionsToOthers();
        server.connectTo(opened.inside("pa"), "10.96.0.2", 80);
        var all = Opened.worked(move.source.sockets()).connectionsToOthers();

        // When
        Attempt<Duration> without = move.nodes.get("a").refuseTranslated(incoming);
        Attempt<Duration> with = move.nodes.get("a").refuseTranslated(all);

        // Then
        assertThat(without).isInstanceOf(Attempt.Worked.class);
        assertThat(with).isInstanceOfSatisfying(Attempt.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(PacketReason.OUTGOING_CONNECTION_TRANSLATED);
            assertThat(refused.detail()).contains("-> 10.96.0.2:80");
        });
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0);
        } catch (IOException failed) {
            throw new IllegalStateException("listen", failed);
        }
    }

    @Test
    void aRollbackGivesEveryConnectionBackToTheSource() throws InterruptedException {
        // Given
        EchoServer server = server("pa");
        server.run();
        clientsFrom("pc", "pb2", "out", "c");
        Move move = move("6f1c1c9e-5", ON_A, ON_B);
        move.prepare();
        move.cut(server);
        CompletableFuture<CountingClient> newcomer = CompletableFuture.supplyAsync(() -> client("pc", Lab.OLD, PORT));
        Thread.sleep(100);

        // When
        move.rollBack();
        server.run();

        // Then
        allGoOn();
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        assertThat(newcomer.join().troubles()).isEmpty();
        noResets();
        for (String node : List.of("a", "b", "c")) {
            assertThat(Opened.worked(move.nodes.get(node).migrations())).isEmpty();
            assertThat(lab.in(node, "sysctl -n net.netfilter.nf_conntrack_tcp_be_liberal")
                            .strip())
                    .isEqualTo("0");
        }
    }

    @Test
    void afterTheCommitTheNodesOwnStackReachesNeitherPodButItsConnectionsLive() throws InterruptedException {
        // Given
        EchoServer server = server("pa");
        server.run();
        clientsFrom("a", "pc");
        Move move = move("6f1c1c9e-6", ON_A, ON_B);
        move.prepare();
        move.cut(server);
        EchoServer moved = server("pb");
        moved.restore(opened.inside("pb"), server.dump());
        moved.run();
        move.release();
        Thread.sleep(100);

        // When
        Opened.worked(move.nodes.get("a").shutOwnStack(move.id, Ipv4.parse(Lab.OLD)));

        // Then
        assertThat(connects("a", Lab.OLD)).isFalse();
        assertThat(connects("pc", Lab.OLD)).isTrue();
        allGoOn();
        Opened.worked(move.nodes.get("a").stopForwarding(move.id));
        assertThat(connects("pc", Lab.OLD)).isFalse();
        noResets();
    }

    @Test
    void rewritesOfEndedConnectionsAreRemovedAndTheOthersStay() throws InterruptedException {
        // Given
        EchoServer server = server("pa");
        server.run();
        clientsFrom("pc", "c");
        Move move = move("6f1c1c9e-7", ON_A, ON_B);
        move.prepare();
        move.cut(server);
        EchoServer moved = server("pb");
        moved.restore(opened.inside("pb"), server.dump());
        moved.run();
        move.release();
        for (String phase : List.of("close_wait", "fin_wait", "last_ack", "time_wait")) {
            lab.in("c", "sysctl -qw net.netfilter.nf_conntrack_tcp_timeout_" + phase + "=1");
        }
        clients.remove("c").close();
        Thread.sleep(2500);

        // When
        int removed = Opened.worked(move.nodes.get("c").removeEnded(move.id));

        // Then
        assertThat(removed).isEqualTo(2);
        allGoOn();
        noResets();
    }

    private void allGoOn() throws InterruptedException {
        var before = new LinkedHashMap<String, Long>();
        clients.forEach((from, client) -> before.put(from, client.answered()));
        Thread.sleep(1500);
        clients.forEach((from, client) -> {
            System.out.println("longest silence of the client at " + from + ": "
                    + client.longestSilence().toMillis() + " ms");
            assertThat(client.troubles()).as(from).isEmpty();
            assertThat(client.answered()).as(from).isGreaterThan(before.get(from) + 50);
        });
    }

    private void noResets() {
        for (String place : List.of("pc", "c", "pb2", "out", "b", "a")) {
            assertThat(lab.resets(place)).as("resets at " + place).isZero();
        }
    }

    private void clientsFrom(String... places) throws InterruptedException {
        for (String place : places) {
            clients.put(place, client(place, Lab.OLD, PORT));
        }
        Thread.sleep(300);
    }

    private Move move(String id, Place from, Place to) {
        return new Move(id, lab, opened, state, from, to);
    }

    private EchoServer server(String pod) {
        return opened.keep(EchoServer.listen(opened.inside(pod), PORT));
    }

    private CountingClient client(String from, String address, int port) {
        return opened.keep(CountingClient.connect(opened.inside(from), address, port));
    }

    private boolean connects(String from, String address) {
        return opened.inside(from).call(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(address), PORT), 1000);
                return true;
            } catch (IOException unanswered) {
                return false;
            }
        });
    }
}

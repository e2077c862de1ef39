package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.TcpConnection;
import io.drover.agent.packets.Move.Place;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that a pod made itself, when it moves. */
class OwnConnectionsIT {

    private static final Place ON_A = new Place("a", "pa", Lab.OLD);
    private static final Place ON_B = new Place("b", "pb", Lab.NEW);

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void aConnectionThatThePodMadeItselfMovesWithIt() throws Exception {
        // Given
        EchoServer server = inLab.server("pa");
        ServerSocket listener = listener();
        CompletableFuture<CountingClient> peer = CompletableFuture.supplyAsync(() -> CountingClient.accept(listener));
        server.connectTo(inLab.inside("pa"), "10.77.1.10", listener.getLocalPort());
        server.run();
        inLab.clientAt("pc", inLab.keep(peer.get(5, TimeUnit.SECONDS)));
        Move move = new Move("6f1c1c9e-8", inLab, ON_A, ON_B);

        // When
        move.through(server);

        // Then
        inLab.allGoOn();
    }

    @Test
    void aConnectionThatThePodMadeThroughAServiceIsFoundAndRefused() {
        // Given
        ServerSocket listener = listener();
        inLab.lab()
                .in(
                        "a",
                        "nft add table ip svc; add chain ip svc pre { type nat hook prerouting priority -100; };"
                                + " add rule ip svc pre ip daddr 10.96.0.2 tcp dport 80 dnat to 10.77.1.10:"
                                + listener.getLocalPort());
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc");
        Move move = new Move("6f1c1c9e-9", inLab, ON_A, ON_B);
        List<TcpConnection> incoming = worked(move.source.sockets()).connectionsToOthers();
        server.connectTo(inLab.inside("pa"), "10.96.0.2", 80);
        List<TcpConnection> all = worked(move.source.sockets()).connectionsToOthers();

        // When
        var without = move.nodes.get("a").refuseTranslated(incoming);
        var with = move.nodes.get("a").refuseTranslated(all);

        // Then
        assertThat(without).isInstanceOf(Attempt.Worked.class);
        assertThat(with).isInstanceOfSatisfying(Attempt.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(PacketReason.OUTGOING_CONNECTION_TRANSLATED);
            assertThat(refused.detail()).contains("-> 10.96.0.2:80");
        });
    }

    private ServerSocket listener() {
        return inLab.keep(inLab.inside("pc").call(() -> {
            try {
                return new ServerSocket(0);
            } catch (IOException failed) {
                throw new IllegalStateException("listen", failed);
            }
        }));
    }
}

package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.answersSomeMore;
import static io.drover.agent.packets.InLab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.packets.Lab.Counted;
import io.drover.agent.packets.Move.Place;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Moves a listening server's connections from one namespace to another under their clients' feet. */
class MovedConnectionsIT {

    private static final Place ON_A = new Place("a", "pa", Lab.OLD);
    private static final Place ALSO_ON_A = new Place("a", "pa2", "10.77.2.20");
    private static final Place ON_B = new Place("b", "pb", Lab.NEW);

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesToAnotherNode() {
        // Given
        inLab.lab()
                .in(
                        "c",
                        "nft add table ip svc; add chain ip svc pre { type nat hook prerouting priority -100; };"
                                + " add rule ip svc pre ip daddr 10.96.0.1 tcp dport 80 dnat to 10.77.2.10:7000");
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "c", "pa2", "pb2", "b", "out");
        inLab.clientAt("service", inLab.client("pc", "10.96.0.1", 80));
        Move move = new Move("6f1c1c9e-1", inLab, ON_A, ON_B);
        move.prepare();

        // When
        move.cut(server);
        CompletableFuture<CountingClient> newcomer = newcomer();
        eventually(() -> assertThat(inLab.lab().count("pb", Counted.OPENING)).isPositive());
        move.goOn(server.dump());

        // Then
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        answersSomeMore(newcomer.join());
        assertThat(newcomer.join().troubles()).isEmpty();
        inLab.allGoOn();
    }

    @Test
    void clientsEverywhereNoticeOnlyAPauseWhenAServerMovesWithinItsNode() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "a", "out", "pb2");
        Move move = new Move("6f1c1c9e-2", inLab, ON_A, ALSO_ON_A);

        // When
        move.through(server);

        // Then
        inLab.allGoOn();
    }

    @Test
    void aMovedServerMovesOnWithConnectionsThatHaveItsFirstAddress() {
        // Given
        EchoServer first = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "pb2", "out");
        EchoServer second = new Move("6f1c1c9e-3", inLab, ON_A, ON_B).through(first);
        inLab.clientsFrom(Lab.NEW, "c");
        Move onward = new Move("6f1c1c9e-4", inLab, ON_B, ALSO_ON_A);

        // When
        onward.through(second);

        // Then
        inLab.allGoOn();
    }

    @Test
    void noPacketOfAMasqueradedClientIsLostWhenItsServerComesToItsNodeAndLeavesIt() {
        // Given
        EchoServer first = inLab.runningServer("pa");
        for (int number = 1; number <= 12; number++) {
            inLab.clientAt("pb2, number " + number, inLab.client("pb2", Lab.OLD, Move.PORT));
        }

        // When
        EchoServer second = new Move("6f1c1c9e-10", inLab, ON_A, ON_B).through(first);
        new Move("6f1c1c9e-11", inLab, ON_B, ALSO_ON_A).through(second);

        // Then
        inLab.allGoOn();
        eventually(() -> assertThat(inLab.lab().count("b", Counted.PASSED))
                .isEqualTo(inLab.lab().count("b", Counted.ARRIVED)));
    }

    @Test
    void aRollbackGivesEveryConnectionBackToTheSource() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "pb2", "out", "c");
        Move move = new Move("6f1c1c9e-5", inLab, ON_A, ON_B);
        move.prepare();
        move.cut(server);
        CompletableFuture<CountingClient> newcomer = newcomer();
        eventually(() -> assertThat(inLab.lab().count("pb", Counted.OPENING)).isPositive());

        // When
        move.rollBack(server);

        // Then
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(20));
        answersSomeMore(newcomer.join());
        assertThat(newcomer.join().troubles()).isEmpty();
        inLab.allGoOn();
        for (String node : List.of("a", "b", "c")) {
            assertThat(InLab.worked(move.nodes.get(node).migrations())).isEmpty();
            assertThat(inLab.lab()
                            .in(node, "sysctl -n net.netfilter.nf_conntrack_tcp_be_liberal")
                            .strip())
                    .isEqualTo("0");
        }
    }

    private CompletableFuture<CountingClient> newcomer() {
        return CompletableFuture.supplyAsync(() -> inLab.client("pc", Lab.OLD, Move.PORT));
    }
}

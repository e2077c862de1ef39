package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.eventually;
import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.packets.Lab.Counted;
import io.drover.agent.packets.Move.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of a move while its connections live. */
class AfterAMoveIT {

    private static final Place ON_A = new Place("a", "pa", Lab.OLD);
    private static final Place ON_B = new Place("b", "pb", Lab.NEW);

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void afterTheCommitTheNodesOwnStackReachesNeitherPodButItsConnectionsLive() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "a", "pc");
        Move move = new Move("6f1c1c9e-6", inLab, ON_A, ON_B);
        move.through(server);

        // When
        worked(move.nodes.get("a").shutOwnStack(move.id, Ipv4.parse(Lab.OLD)));

        // Then
        Knock own = inLab.knock("a", Lab.OLD, Move.PORT);
        Knock other = inLab.knock("pc", Lab.OLD, Move.PORT);
        eventually(() -> assertThat(other.answer()).isEqualTo("connected"));
        assertThat(own.answer()).isEqualTo("nothing");
        assertThat(inLab.lab().count("pa", Counted.OPENING)).isEqualTo(2);
        inLab.allGoOn();
    }

    @Test
    void whenNothingIsForwardedAnyMoreNewConnectionsFindNobodyAtTheOldAddress() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc");
        Move move = new Move("6f1c1c9e-12", inLab, ON_A, ON_B);
        move.through(server);
        Knock early = inLab.knock("pc", Lab.OLD, Move.PORT);
        eventually(() -> assertThat(early.answer()).isEqualTo("connected"));
        long arrived = inLab.lab().count("pa", Counted.OPENING);

        // When
        worked(move.nodes.get("a").stopForwarding(move.id));

        // Then
        Knock late = inLab.knock("pc", Lab.OLD, Move.PORT);
        eventually(() -> assertThat(inLab.lab().count("pa", Counted.OPENING)).isGreaterThan(arrived));
        assertThat(late.answer()).isEqualTo("nothing");
        inLab.allGoOn();
    }

    @Test
    void rewritesOfEndedConnectionsAreRemovedAndTheOthersStay() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "c");
        Move move = new Move("6f1c1c9e-7", inLab, ON_A, ON_B);
        move.through(server);
        for (String phase : List.of("close_wait", "fin_wait", "last_ack", "time_wait")) {
            inLab.lab().in("c", "sysctl -qw net.netfilter.nf_conntrack_tcp_timeout_" + phase + "=1");
        }

        // When
        inLab.leave("c");

        // Then
        eventually(() ->
                assertThat(worked(move.nodes.get("c").removeEnded(move.id))).isEqualTo(2));
        inLab.allGoOn();
    }

    @Test
    void aClientOutsideMayBeSilentForAsLongAsBefore() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "out");
        Move move = new Move("6f1c1c9e-13", inLab, ON_A, ON_B);
        TcpConnection connection =
                worked(move.source.sockets()).connectionsToOthers().getFirst();
        var tracking = new ConnectionTracking(inLab.inside("a"), worked(Libraries.load()));

        // When
        move.through(server);

        // Then
        inLab.allGoOn();
        assertThat(tracking.find(connection))
                .hasValueSatisfying(entry -> assertThat(entry.timeoutSeconds()).isGreaterThan(100_000));
        worked(move.nodes.get("a").removeRewrites(move.id));
        assertThat(inLab.lab()
                        .in("a", "sysctl -n net.netfilter.nf_conntrack_tcp_timeout_unacknowledged")
                        .strip())
                .isEqualTo("300");
    }
}

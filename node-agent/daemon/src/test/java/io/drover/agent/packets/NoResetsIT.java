package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.eventually;
import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.packets.Lab.Counted;
import io.drover.agent.packets.Move.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets that come to a place which does not know their connection, and must not be answered. */
class NoResetsIT {

    private static final int WRITTEN = 100_000;
    private static final Place ON_A = new Place("a", "pa", Lab.OLD);
    private static final Place ON_B = new Place("b", "pb", Lab.NEW);

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void aTargetThatOpensForAColdStartSaysNothingAboutConnectionsThatAreStillLedToIt() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc", "pb2", "out");
        Move move = new Move("6f1c1c9e-20", inLab, ON_A, ON_B);
        move.prepare();
        move.cut(server);
        worked(move.target.cancel());

        // When
        long delivered = inLab.lab().count("pb", Counted.DELIVERED);
        eventually(() -> assertThat(inLab.lab().count("pb", Counted.DELIVERED)).isGreaterThan(delivered + 2));
        move.rollBack(server);

        // Then
        inLab.allGoOn();
    }

    @Test
    void aConnectionThatWasNotRestoredGetsNoAnswerAndTheOthersMayStillBeReset() {
        // Given
        EchoServer server = inLab.runningServer("pa");
        CountingClient lost = inLab.client("c", Lab.OLD, Move.PORT);
        InLab.answersSomeMore(lost);
        inLab.clientsFrom(Lab.OLD, "pc");
        Move move = new Move("6f1c1c9e-21", inLab, ON_A, ON_B);
        move.prepare();
        move.cut(server);

        // When
        EchoServer moved = move.goOn(server.dump().reversed().subList(0, 1));

        // Then
        long delivered = inLab.lab().count("pb", Counted.DELIVERED);
        inLab.allGoOn();
        eventually(() -> assertThat(inLab.lab().count("pb", Counted.DELIVERED)).isGreaterThan(delivered));
        inLab.noResets();
        moved.reset();
        eventually(() -> assertThat(inLab.lab().count("pc", Counted.RESETS)).isPositive());
    }

    @Test
    void whatThePodWroteBeforeItClosedAConnectionStillArrivesFromTheSource() throws Exception {
        // Given
        ServerSocket listener = inLab.keep(inLab.inside("pa").call(NoResetsIT::listener));
        Socket reader = inLab.keep(inLab.inside("pc").call(() -> slowReader(listener.getLocalPort())));
        Socket writer = inLab.keep(listener.accept());
        writer.setSendBufferSize(WRITTEN * 4);
        writer.getOutputStream().write(new byte[WRITTEN]);
        writer.close();
        listener.close();
        EchoServer server = inLab.runningServer("pa");
        inLab.clientsFrom(Lab.OLD, "pc");

        // When
        new Move("6f1c1c9e-22", inLab, ON_A, ON_B).through(server);

        // Then
        assertThat(reader.getInputStream().readAllBytes()).hasSize(WRITTEN);
        inLab.allGoOn();
    }

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A client whose window is full long before everything has come. */
    private static Socket slowReader(int port) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress(InetAddress.getByName(Lab.OLD), port), 20_000);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

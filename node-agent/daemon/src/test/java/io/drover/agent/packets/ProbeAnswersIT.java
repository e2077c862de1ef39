package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.eventually;
import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.packets.Lab.Counted;
import io.drover.values.MigrationId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Probes of a shut pod, from its node and from elsewhere. */
class ProbeAnswersIT {

    private static final int PORT = 8080;
    private static final int NOT_PROBED = 81;
    private static final MigrationId MIGRATION = new MigrationId("6f1c1c9e-probe");

    @RegisterExtension
    final InLab inLab = new InLab();

    private ProbeAnswers answers;

    @BeforeEach
    void shutThePod() {
        worked(inLab.source("a", "pa").shut());
        answers = inLab.keep(worked(inLab.networks("a").probeAnswers()));
    }

    @Test
    void kubeletsProbesOfAllKindsAreAnswered() throws IOException {
        // Given
        worked(answers.answerFor(MIGRATION, Ipv4.parse(Lab.OLD), List.of(PORT, 9090)));

        // When
        String http = ask(
                "a",
                PORT,
                "GET /healthz HTTP/1.1\r\nHost: x\r\nUser-Agent: kube-probe/1.35\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        String hook = ask(
                "a",
                PORT,
                "GET /stop HTTP/1.1\r\nHost: x\r\nUser-Agent: kube-lifecycle/1.35\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        String other = ask(
                "a",
                PORT,
                "GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/8\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String grpc = ask("a", 9090, grpcHealthCheck());

        // Then
        assertThat(http).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(hook).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(other).startsWith("HTTP/1.1 503 ");
        assertThat(grpc).contains("application/grpc", "\0\0\0\0\2\b\1", "grpc-status");
    }

    @Test
    void othersAreNotAnsweredAndNothingIsLeftAfterwards() {
        // Given
        worked(answers.answerFor(MIGRATION, Ipv4.parse(Lab.OLD), List.of(PORT)));
        List<String> heard = List.of(
                heard("a", PORT, "connected"),
                heard("a", NOT_PROBED, "nothing"),
                heard("pa2", PORT, "nothing"),
                heard("c", PORT, "nothing"));

        // When
        worked(answers.stopFor(MIGRATION));

        // Then
        assertThat(heard).containsExactly("connected", "nothing", "nothing", "nothing");
        assertThat(heard("a", PORT, "nothing")).isEqualTo("nothing");
        assertThat(inLab.lab().in("a", "nft list ruleset")).doesNotContain(Lab.OLD);
    }

    /** What a client hears; nothing is told when its first packet has come to the pod, which is shut. */
    private String heard(String from, int port, String expected) {
        long arrived = inLab.lab().count("pa", Counted.OPENING);
        try (Knock knock = inLab.knock(from, Lab.OLD, port)) {
            eventually(() -> {
                assertThat(knock.answer()).isEqualTo(expected);
                if ("nothing".equals(expected)) {
                    assertThat(inLab.lab().count("pa", Counted.OPENING)).isGreaterThan(arrived);
                }
            });
            return knock.answer();
        }
    }

    private String ask(String from, int port, byte[] request) {
        return inLab.inside(from).call(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(Lab.OLD), port), 2000);
                socket.setSoTimeout(1000);
                socket.getOutputStream().write(request);
                return readAll(socket.getInputStream());
            } catch (IOException failed) {
                return failed.toString();
            }
        });
    }

    private static String readAll(InputStream in) throws IOException {
        byte[] data = new byte[4096];
        int length = 0;
        try {
            int more = in.read(data);
            while (more > 0) {
                length += more;
                more = in.read(data, length, data.length - length);
            }
        } catch (java.net.SocketTimeoutException quiet) {
            // gRPC leaves the connection open
        }
        return new String(Arrays.copyOf(data, length), StandardCharsets.ISO_8859_1);
    }

    /** Preface, settings, headers whose content nobody reads, and an empty message. */
    private static byte[] grpcHealthCheck() {
        byte[] preface = HealthOverHttp2.PREFACE.getBytes(StandardCharsets.US_ASCII);
        byte[] frames = HexFormat.of()
                .parseHex("000000040000000000" + "000001010400000001" + "83" + "000005000100000001" + "0000000000");
        byte[] both = Arrays.copyOf(preface, preface.length + frames.length);
        System.arraycopy(frames, 0, both, preface.length, frames.length);
        return both;
    }
}

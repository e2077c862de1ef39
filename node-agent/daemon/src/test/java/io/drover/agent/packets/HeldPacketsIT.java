package io.drover.agent.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.Ipv4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets that are dropped at a source and held at a target, without a move. */
class HeldPacketsIT {

    private static final int PORT = 7000;

    @TempDir
    Path state;

    private final Lab lab = new Lab();
    private final Opened opened = new Opened(lab);

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
    void aHoldLosesNothingAndKeepsTheOrder() throws InterruptedException {
        // Given
        TargetNetwork target = target();
        runningServer("pb");
        CountingClient client = client(Lab.NEW);
        Thread.sleep(100);
        Opened.worked(target.hold());
        CompletableFuture<CountingClient> newcomer = CompletableFuture.supplyAsync(() -> client(Lab.NEW));
        Thread.sleep(150);
        long answeredWhileHeld = client.answered();

        // When
        TargetNetwork.Released released = Opened.worked(target.release());
        Thread.sleep(300);

        // Then
        System.out.println(released + ", retransmissions of the clients " + retransmissions("pc"));
        assertThat(released.packets()).isPositive();
        assertThat(client.answered()).isGreaterThan(answeredWhileHeld + 20);
        assertThat(client.longestSilence()).isBetween(Duration.ofMillis(120), Duration.ofSeconds(1));
        assertThat(client.troubles()).isEmpty();
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        assertThat(newcomer.join().troubles()).isEmpty();
    }

    @Test
    void aHeldNamespaceAnswersNothingEvenWhereNobodyListens() throws IOException {
        // Given
        TargetNetwork target = target();
        Opened.worked(target.hold());

        // When
        boolean answered = connects("pc", Lab.NEW, 81, 1500);

        // Then
        assertThat(answered).isFalse();
        assertThat(lab.resets("pc")).isZero();
    }

    @Test
    void whenTheAgentDiesPacketsAreDroppedAndAnotherAgentCanRelease() throws InterruptedException {
        // Given
        TargetNetwork first = Opened.worked(opened.networks("b", state).target(lab.path("pb")));
        runningServer("pb");
        CountingClient client = client(Lab.NEW);
        Opened.worked(first.hold());
        first.close();
        Thread.sleep(300);
        long answered = client.answered();
        Thread.sleep(300);
        long answeredLater = client.answered();
        TargetNetwork second = target();
        Opened.worked(second.hold());

        // When
        Opened.worked(second.release());
        Thread.sleep(2500);

        // Then
        assertThat(answeredLater).isEqualTo(answered);
        assertThat(client.answered()).isGreaterThan(answered);
        assertThat(client.troubles()).isEmpty();
        assertThat(lab.resets("pc")).isZero();
    }

    @Test
    void aCancelLeavesNothing() {
        // Given
        String before = lab.in("pb", "ip addr show dev lo");
        TargetNetwork target = target();
        Opened.worked(target.hold());
        Opened.worked(target.addAddresses(List.of(Ipv4.parse(Lab.OLD), Ipv4.parse("10.77.2.11"))));
        Opened.worked(target.addRewrites(Ipv4.parse(Lab.NEW), Set.of(), Set.of()));

        // When
        Opened.worked(target.cancel());

        // Then
        assertThat(lab.in("pb", "ip addr show dev lo")).isEqualTo(before);
        assertThat(lab.in("pb", "nft list tables")).doesNotContain("drover");
    }

    @Test
    void aShutPodAnswersNothingUntilItIsReopened() throws InterruptedException {
        // Given
        SourceNetwork source =
                opened.keep(Opened.worked(opened.networks("a", state).source(lab.path("pa"))));
        runningServer("pa");
        CountingClient client = client(Lab.OLD);
        Thread.sleep(100);
        Duration took = Opened.worked(source.shut());
        boolean listening = connects("pc", Lab.OLD, PORT, 300);
        boolean nobodyListens = connects("pc", Lab.OLD, 81, 300);
        long answered = client.answered();

        // When
        Opened.worked(source.reopen());
        Thread.sleep(2000);

        // Then
        System.out.println("shut in " + took.toNanos() / 1000 + " us");
        assertThat(listening).isFalse();
        assertThat(nobodyListens).isFalse();
        assertThat(lab.resets("pc")).isZero();
        assertThat(client.answered()).isGreaterThan(answered);
        assertThat(client.troubles()).isEmpty();
    }

    @Test
    void aShutPodStaysShutWithoutItsAgent() throws Exception {
        // Given
        SourceNetwork source = Opened.worked(opened.networks("a", state).source(lab.path("pa")));
        runningServer("pa");
        Opened.worked(source.shut());

        // When
        source.close();

        // Then
        assertThat(connects("pc", Lab.OLD, PORT, 300)).isFalse();
        SourceNetwork again =
                opened.keep(Opened.worked(opened.networks("a", state).source(lab.path("pa"))));
        assertThat(connects("pc", Lab.OLD, PORT, 300)).isFalse();
        Opened.worked(again.reopen());
        assertThat(connects("pc", Lab.OLD, PORT, 300)).isTrue();
    }

    @Test
    void aNamespaceThatIsNotThereIsRefused() {
        // Given
        Networks networks = opened.networks("a", state);

        // When
        Attempt<SourceNetwork> gone = networks.source(Path.of("/run/netns/no-such-namespace"));

        // Then
        assertThat(gone)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PacketReason.NETWORK_NAMESPACE_GONE));
    }

    private TargetNetwork target() {
        return opened.keep(Opened.worked(opened.networks("b", state).target(lab.path("pb"))));
    }

    private void runningServer(String pod) {
        opened.keep(EchoServer.listen(opened.inside(pod), PORT)).run();
    }

    private CountingClient client(String address) {
        return opened.keep(CountingClient.connect(opened.inside("pc"), address, PORT));
    }

    private boolean connects(String from, String address, int port, int millis) {
        return opened.inside(from).call(() -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), millis);
                return true;
            } catch (IOException unanswered) {
                return false;
            }
        });
    }

    private long retransmissions(String namespace) {
        return lab.in(namespace, "cat /proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Tcp: ") && !line.contains("RtoAlgorithm"))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[12]))
                .findFirst()
                .orElseThrow();
    }
}

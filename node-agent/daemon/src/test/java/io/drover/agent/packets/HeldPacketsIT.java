package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.answersSomeMore;
import static io.drover.agent.packets.InLab.eventually;
import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.packets.Lab.Counted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets that are held at a target, without a move. */
class HeldPacketsIT {

    private static final int NOBODY_LISTENS = 81;

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void aHoldLosesNothingAndKeepsTheOrder() {
        // Given
        TargetNetwork target = inLab.target("b", "pb");
        inLab.runningServer("pb");
        CountingClient client = client();
        answersSomeMore(client);
        worked(target.hold());
        CompletableFuture<CountingClient> newcomer = CompletableFuture.supplyAsync(this::client);
        eventually(() -> assertThat(inLab.lab().queued("pb")).isGreaterThanOrEqualTo(2));
        long answered = client.answered();
        long delivered = delivered();

        // When
        TargetNetwork.Released released = worked(target.release());

        // Then
        System.out.println(released);
        assertThat(released.packets()).isGreaterThanOrEqualTo(2);
        eventually(() -> assertThat(delivered()).isGreaterThanOrEqualTo(delivered + released.packets()));
        eventually(() -> assertThat(client.answered()).isGreaterThan(answered));
        assertThat(newcomer).succeedsWithin(Duration.ofSeconds(5));
        answersSomeMore(newcomer.join());
        assertThat(client.troubles()).isEmpty();
        assertThat(newcomer.join().troubles()).isEmpty();
        inLab.noResets();
    }

    @Test
    void aHeldNamespaceAnswersNothingEvenWhereNobodyListens() {
        // Given
        TargetNetwork target = inLab.target("b", "pb");
        worked(target.hold());

        // When
        Knock knock = inLab.knock("pc", Lab.NEW, NOBODY_LISTENS);

        // Then
        eventually(() -> assertThat(inLab.lab().queued("pb")).isPositive());
        assertThat(knock.answer()).isEqualTo("nothing");
        assertThat(inLab.lab().count("pb", Counted.LEFT)).isZero();
        inLab.noResets();
    }

    @Test
    void whenTheAgentDiesPacketsAreDroppedAndAnotherAgentCanRelease() {
        // Given
        TargetNetwork first = worked(inLab.networks("b").target(inLab.lab().path("pb")));
        inLab.runningServer("pb");
        CountingClient client = client();
        answersSomeMore(client);
        worked(first.hold());
        first.close();
        long delivered = delivered();
        long arrived = inLab.lab().count("pb", Counted.ARRIVED);
        eventually(() -> assertThat(inLab.lab().count("pb", Counted.ARRIVED)).isGreaterThan(arrived));
        long deliveredWithoutAgent = delivered() - delivered;
        TargetNetwork second = inLab.target("b", "pb");
        worked(second.hold());

        // When
        worked(second.release());

        // Then
        assertThat(deliveredWithoutAgent).isZero();
        answersSomeMore(client);
        assertThat(client.troubles()).isEmpty();
        inLab.noResets();
    }

    @Test
    void aCancelLeavesNothing() {
        // Given
        String before = inLab.lab().in("pb", "ip addr show dev lo");
        TargetNetwork target = inLab.target("b", "pb");
        worked(target.hold());
        worked(target.addAddresses(List.of(Ipv4.parse(Lab.OLD), Ipv4.parse("10.77.2.11"))));
        worked(target.addRewrites(Ipv4.parse(Lab.NEW), Set.of(), Set.of()));

        // When
        worked(target.cancel());

        // Then
        assertThat(inLab.lab().in("pb", "ip addr show dev lo")).isEqualTo(before);
        assertThat(inLab.lab().in("pb", "nft list tables")).doesNotContain("drover");
    }

    private CountingClient client() {
        return inLab.client("pc", Lab.NEW, Move.PORT);
    }

    private long delivered() {
        return inLab.lab().count("pb", Counted.DELIVERED);
    }
}

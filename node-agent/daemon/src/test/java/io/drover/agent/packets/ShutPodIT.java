package io.drover.agent.packets;

import static io.drover.agent.packets.InLab.answersSomeMore;
import static io.drover.agent.packets.InLab.eventually;
import static io.drover.agent.packets.InLab.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.agent.packets.Lab.Counted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets that are dropped at a source, without a move. */
class ShutPodIT {

    private static final int NOBODY_LISTENS = 81;

    @RegisterExtension
    final InLab inLab = new InLab();

    @Test
    void aShutPodAnswersNothingUntilItIsReopened() {
        // Given
        SourceNetwork source = inLab.source("a", "pa");
        inLab.runningServer("pa");
        CountingClient client = inLab.client("pc", Lab.OLD, Move.PORT);
        answersSomeMore(client);
        Duration took = worked(source.shut());
        long left = inLab.lab().count("pa", Counted.LEFT);
        List<String> answers = List.of(answerWhenArrived(Move.PORT), answerWhenArrived(NOBODY_LISTENS));
        long leftWhileShut = inLab.lab().count("pa", Counted.LEFT) - left;

        // When
        worked(source.reopen());

        // Then
        System.out.println("shut in " + took.toNanos() / 1000 + " us");
        assertThat(answers).containsExactly("nothing", "nothing");
        assertThat(leftWhileShut).isZero();
        answersSomeMore(client);
        assertThat(client.troubles()).isEmpty();
        inLab.noResets();
    }

    @Test
    void aShutPodStaysShutWithoutItsAgent() {
        // Given
        SourceNetwork source = worked(inLab.networks("a").source(inLab.lab().path("pa")));
        inLab.runningServer("pa");
        worked(source.shut());

        // When
        source.close();

        // Then
        assertThat(answerWhenArrived(Move.PORT)).isEqualTo("nothing");
        SourceNetwork again = inLab.source("a", "pa");
        assertThat(answerWhenArrived(Move.PORT)).isEqualTo("nothing");
        worked(again.reopen());
        Knock knock = inLab.knock("pc", Lab.OLD, Move.PORT);
        eventually(() -> assertThat(knock.answer()).isEqualTo("connected"));
    }

    @Test
    void aNamespaceThatIsNotThereIsRefused() {
        // Given
        Networks networks = inLab.networks("a");

        // When
        Attempt<SourceNetwork> gone = networks.source(Path.of("/run/netns/no-such-namespace"));

        // Then
        assertThat(gone)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PacketReason.NETWORK_NAMESPACE_GONE));
    }

    /** What a client hears whose first packet has come to the pod. It is gone then, and sends no second one. */
    private String answerWhenArrived(int port) {
        long arrived = inLab.lab().count("pa", Counted.OPENING);
        try (Knock knock = inLab.knock("pc", Lab.OLD, port)) {
            eventually(
                    () -> assertThat(inLab.lab().count("pa", Counted.OPENING)).isGreaterThan(arrived));
            return knock.answer();
        }
    }
}

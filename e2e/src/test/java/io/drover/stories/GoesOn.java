package io.drover.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.stories.client.CountingClient;
import io.drover.stories.cluster.Waiting;

/** What is asked of a client after whatever happened: more answers over the same connection, and no number missed. */
final class GoesOn {

    private static final int ANSWERS = 100;

    private GoesOn() {}

    static void assertThatItDoes(CountingClient client) {
        long then = client.seen().answers();
        Waiting.until(
                "the client goes on",
                () -> client.seen().answers() > then + ANSWERS || !client.seen().unbroken());
        assertThat(client.seen().brokenBecause()).isEmpty();
    }
}

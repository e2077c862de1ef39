package io.drover.stories.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a condition with a deadline, never for a time. */
public final class Waiting {

    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private Waiting() {}

    /** Waits at most two minutes; the failure names the condition. */
    public static void until(String condition, Callable<Boolean> holds) {
        until(condition, USUAL, holds);
    }

    /** Waits at most {@code limit}; the failure names the condition. */
    public static void until(String condition, Duration limit, Callable<Boolean> holds) {
        Awaitility.await(condition).atMost(limit).pollInterval(POLL).until(holds);
    }
}

package io.drover.agent.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again at what the kernel cannot announce. */
public final class Polling {

    private Polling() {}

    /** Something that can be looked at. */
    @FunctionalInterface
    public interface Look<T> {
        T now() throws IOException;
    }

    /** Looks every 0.2 ms until it sees {@code wanted} or the time is over; gives what it saw last. */
    public static <T> T until(Duration atMost, Look<T> look, T wanted) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        T seen = look.now();
        while (!seen.equals(wanted) && System.nanoTime() < end) {
            pause(Duration.ofNanos(200_000));
            seen = look.now();
        }
        return seen;
    }

    /** Waits at least a little; an interruption ends the wait and stays set. */
    public static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}

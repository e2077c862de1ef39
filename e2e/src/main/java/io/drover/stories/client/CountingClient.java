package io.drover.stories.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that increments one counter over one connection for as long as it is told to, and writes down what it saw. It runs on a thread
 * of its own; {@link #stop} ends it.
 */
public final class CountingClient implements AutoCloseable {

    /**
     * What the client saw so far.
     *
     * @param answers how many increments were answered
     * @param longestGap the longest time between two answers, from the second answer on
     * @param answersSince how many of the answers came after the longest gap, the one that ended it included
     * @param brokenBecause why it had to stop, empty while the connection lives and the counter grows by one each time
     */
    public record Observation(long answers, Duration longestGap, long answersSince, String brokenBecause) {

        /** Whether the one connection still lives and no number was missed or repeated. */
        public boolean unbroken() {
            return brokenBecause.isEmpty();
        }
    }

    private final RedisConnection connection;
    private final Duration every;
    private final Thread thread;
    private volatile boolean stopping;
    private final AtomicReference<Observation> seen = new AtomicReference<>(new Observation(0, Duration.ZERO, 0, ""));

    private CountingClient(RedisConnection connection, Duration every) {
        this.connection = connection;
        this.every = every;
        this.thread = Thread.ofPlatform().name("counting-client").daemon().unstarted(this::count);
    }

    /** Connects and starts to count; the connection has been used once when this returns. */
    public static CountingClient start(String host, int port, Duration every, Duration silence) throws IOException {
        RedisConnection connection = RedisConnection.open(host, port, silence);
        connection.increment("counter");
        CountingClient client = new CountingClient(connection, every);
        client.thread.start();
        return client;
    }

    /** What was seen until now. */
    public Observation seen() {
        return seen.get();
    }

    /** Forgets the longest gap so far, so that start-up noise of the caller's own machine is not counted. */
    public void forgetGaps() {
        seen.updateAndGet(now -> new Observation(now.answers(), Duration.ZERO, 0, now.brokenBecause()));
    }

    /** Ends counting and gives all that was seen. */
    public Observation stop() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return seen.get();
    }

    @Override
    public void close() throws IOException {
        stop();
        connection.close();
    }

    private void count() {
        try {
            long last = connection.increment("counter");
            long lastAnswer = System.nanoTime();
            while (!stopping) {
                LockSupport.parkNanos(every.toNanos());
                long number = connection.increment("counter");
                long now = System.nanoTime();
                record(Duration.ofNanos(now - lastAnswer));
                if (number != last + 1) {
                    broke("the counter went from " + last + " to " + number);
                    return;
                }
                last = number;
                lastAnswer = now;
            }
        } catch (IOException failed) {
            broke(failed.getClass().getSimpleName() + ": " + failed.getMessage());
        }
    }

    private void record(Duration gap) {
        seen.updateAndGet(before -> gap.compareTo(before.longestGap()) > 0
                ? new Observation(before.answers() + 1, gap, 1, "")
                : new Observation(before.answers() + 1, before.longestGap(), before.answersSince() + 1, ""));
    }

    private void broke(String why) {
        seen.updateAndGet(before -> new Observation(before.answers(), before.longestGap(), before.answersSince(), why));
    }
}

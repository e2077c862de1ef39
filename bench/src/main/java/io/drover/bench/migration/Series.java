package io.drover.bench.migration;

import io.drover.bench.migration.MovableRedis.Endpoint;
import io.drover.bench.migration.MovableRedis.Outcome;
import io.drover.stories.client.CountingClient;
import io.drover.stories.client.CountingClient.Observation;
import io.drover.stories.client.RedisConnection;
import io.drover.stories.cluster.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The moves of one Redis that holds 64 MiB of keys, and the client that counts on it over one connection through all of them. After a move
 * that failed or broke the connection everything starts afresh, so that one bad move does not spoil the figures of the next.
 */
final class Series implements AutoCloseable {

    static final int KEYS = 64 * 1024;
    static final int KEY_BYTES = 1024;
    static final Duration CLIENT_EVERY = Duration.ofMillis(5);

    private static final String PREFIX = "key:";
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final long ANSWERS_TO_SETTLE = 200;

    private final MovableRedis redis;
    private final List<Sample> samples = new ArrayList<>();
    private Optional<CountingClient> client = Optional.empty();

    Series(MovableRedis redis) {
        this.redis = redis;
    }

    /** What was measured so far, the oldest first. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Starts Redis and client where they do not run; nothing of this is measured. */
    void prepare() throws IOException {
        if (client.isEmpty()) {
            Endpoint at = redis.startAfresh();
            Waiting.until("a Redis answers at " + at, () -> answers(at));
            try (RedisConnection loader = RedisConnection.open(at.host(), at.port(), SILENCE)) {
                loader.fill(PREFIX, KEYS, KEY_BYTES);
            }
            CountingClient counting = CountingClient.start(at.host(), at.port(), CLIENT_EVERY, SILENCE);
            client = Optional.of(counting);
            awaitMore(counting);
        }
    }

    /** Moves the Redis once and writes down what that cost. */
    Sample measure(int round) throws IOException {
        prepare();
        CountingClient counting = client.orElseThrow();
        counting.forgetGaps();
        Outcome outcome = redis.move(round);
        awaitMore(counting);
        Observation seen = counting.seen();
        Sample sample = new Sample(
                round,
                outcome.freezeMillis(),
                seen.unbroken() && outcome.failure().isEmpty()
                        ? seen.longestGap().toMillis()
                        : null,
                seen.brokenBecause(),
                outcome.failure(),
                outcome.stageMillis());
        samples.add(sample);
        if (!sample.good()) {
            endClient();
        }
        return sample;
    }

    /** How many keys of the Redis that was moved last are missing or differ; empty when it did not survive its last move. */
    Optional<Integer> keysLost() throws IOException {
        if (client.isEmpty()) {
            return Optional.empty();
        }
        Endpoint at = redis.endpoint();
        try (RedisConnection reader = RedisConnection.open(at.host(), at.port(), SILENCE)) {
            return Optional.of(reader.lost(PREFIX, KEYS, KEY_BYTES));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            endClient();
        } finally {
            redis.close();
        }
    }

    private void endClient() throws IOException {
        if (client.isPresent()) {
            client.get().close();
            client = Optional.empty();
        }
    }

    private static void awaitMore(CountingClient counting) {
        long then = counting.seen().answers();
        Waiting.until(
                "the client goes on or breaks",
                () -> !counting.seen().unbroken() || counting.seen().answers() > then + ANSWERS_TO_SETTLE);
    }

    private static boolean answers(Endpoint at) {
        try (RedisConnection attempt = RedisConnection.open(at.host(), at.port(), SILENCE)) {
            return attempt.increment("attempts") > 0;
        } catch (IOException notYet) {
            return false;
        }
    }
}

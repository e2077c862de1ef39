package io.drover.bench.migration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Redis without persistence that can be moved, and one way of moving it. */
interface MovableRedis extends AutoCloseable {

    /** Where it answers. */
    record Endpoint(String host, int port) {}

    /**
     * What is known about a move.
     *
     * @param freezeMillis time in which the process did not run; null when the move did not come to an end that tells it
     * @param failure why the process was not moved, empty when it was
     * @param stageMillis durations of parts of the move, by name
     */
    record Outcome(@Nullable Long freezeMillis, String failure, Map<String, Long> stageMillis) {}

    /** Starts an empty one in place of whatever runs now, and gives where it answers. */
    Endpoint startAfresh();

    /** Where new connections find it now. */
    Endpoint endpoint();

    /**
     * Moves it once, and comes back when the move has ended in one way or another.
     *
     * @param round counts from 1
     */
    Outcome move(int round);

    @Override
    void close();
}

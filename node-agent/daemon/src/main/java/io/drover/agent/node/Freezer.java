package io.drover.agent.node;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Stops and continues every process of one container at once, and ends them without letting any of them run again. Signals that come
 * while they are frozen wait. One implementation for each version of control groups; thread safe.
 */
public interface Freezer {

    /** What the kernel says about the container's processes. */
    enum State {
        RUNNING,
        /** Some run, some do not. */
        FREEZING,
        FROZEN,
        /** There is no such control group. */
        GONE
    }

    /**
     * Freezes, and waits until everything stands still.
     *
     * @param atMost how long to wait; when it is over everything runs again
     * @return FROZEN when it worked, otherwise the state in which it was left
     */
    State freeze(Duration atMost) throws IOException;

    /** Lets everything run. */
    void thaw() throws IOException;

    State state() throws IOException;

    /** The processes in the container's control group and in those below it, by the node's process IDs. */
    Set<Integer> processes() throws IOException;

    /** Ends every process, frozen or not. None of a frozen container's processes executes another instruction. */
    void kill() throws IOException;
}

package io.drover.rules.facts;

import java.time.Duration;

/**
 * What the kubelet says about a resize of the pod that was asked for: conditions PodResizePending and PodResizeInProgress.
 *
 * @param state the condition's state
 * @param since time since the condition's last transition; zero without a resize
 * @param message of the condition, empty without one
 */
public record Resize(State state, Duration since, String message) implements Fact {

    /** No resize was asked for, or it has ended well. */
    public static final Resize NONE = new Resize(State.NONE, Duration.ZERO, "");

    /** Where a resize stands. Source: KEP-1287. */
    public enum State {
        /** None is pending. */
        NONE("None"),
        /** Accepted by the kubelet, not yet in force. */
        IN_PROGRESS("InProgress"),
        /** The node has no room now; the kubelet tries again. */
        DEFERRED("Deferred"),
        /** The node can never do it. */
        INFEASIBLE("Infeasible"),
        /** Accepted, and failing: PodResizeInProgress with reason Error. */
        ERROR("Error");

        private final String written;

        State(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }
}

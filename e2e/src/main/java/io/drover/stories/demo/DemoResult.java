package io.drover.stories.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What the demonstration measured, written to {@code build/demo/result.json}.
 *
 * @param decision the action that was chosen for the pod
 * @param sourceNode where the process ran before
 * @param targetNode where it ran after
 * @param freezeMillis from the instant the source's processes stopped until the target's ran, from the CheckpointRestore; -1 when unknown
 * @param clientMaxGapMillis longest time between two answers that the client saw
 * @param connectionSurvived whether the one connection lived and the counter grew by one each time
 * @param keysLost values that are missing or differ
 * @param restarts restart counts of the new pod's containers
 * @param resourcesInForce whether the new limits are those of the new pod's cgroup
 */
@JsonPropertyOrder({
    "decision",
    "sourceNode",
    "targetNode",
    "freezeMillis",
    "clientMaxGapMillis",
    "connectionSurvived",
    "keysLost",
    "restarts",
    "resourcesInForce"
})
public record DemoResult(
        String decision,
        String sourceNode,
        String targetNode,
        long freezeMillis,
        long clientMaxGapMillis,
        boolean connectionSurvived,
        int keysLost,
        int restarts,
        boolean resourcesInForce) {

    /** Whether connection, counter and keys survived the move. */
    public boolean survived() {
        return connectionSurvived
                && keysLost == 0
                && restarts == 0
                && resourcesInForce
                && !sourceNode.equals(targetNode);
    }
}

package io.drover.operator.recommendation;

import io.drover.actuators.resize.ResizeProgress;
import io.drover.actuators.workload.RolloutState;
import java.util.Map;

/**
 * What the cluster says about a plan that is being carried out.
 *
 * @param template whether the new resources are in the template
 * @param held the workload is paused by this very recommendation
 * @param rollout how far the workload's own rollout is
 * @param allReady as many live pods are Ready as are wanted; counted, because a Deployment's own status lags behind an eviction
 * @param pods the pods of the plan that still exist and do not end, by name
 * @param moves how far moves are, by name of the source pod; a pod that nobody has begun to move is not in it
 * @param suspended the recommendation was suspended, or changed, after the plan was made
 */
record Observation(
        Template template,
        boolean held,
        RolloutState rollout,
        boolean allReady,
        Map<String, ResizeProgress> pods,
        Map<String, MoveProgress> moves,
        boolean suspended) {

    Observation {
        pods = Map.copyOf(pods);
        moves = Map.copyOf(moves);
    }

    /** Which resources the template names. */
    enum Template {
        /** Not the new ones, or only one of two templates has them. */
        NOT_NEW,
        /** The new ones, in the workload's template and in its newest ReplicaSet's. */
        NEW,
        /** The new ones in the workload's own template alone: a rollout was begun. */
        ROLLING
    }
}

package io.drover.operator.recommendation;

import io.drover.values.Reason;
import java.time.Duration;

/** What a plan needs next. Every step may be repeated, and what it reads afterwards tells the one that follows. */
sealed interface Step {

    /** Bring the new resources into the template without a rollout; the workload stays paused. */
    record WriteTemplate() implements Step {}

    /** Put the old template back and unpause. */
    record UndoTemplate() implements Step {}

    /** Keep the new template and unpause. */
    record KeepTemplate() implements Step {}

    /** Change the template and leave the rest to the workload's own strategy. */
    record StartRollout() implements Step {}

    /** Ask for a resize in place. */
    record AskResize(String pod) implements Step {}

    /** Create the CheckpointRestore of this pod. */
    record StartMove(String pod) implements Step {}

    /** Evict this pod. */
    record Evict(String pod) implements Step {}

    /** Nothing to do but to look again. */
    record Wait(String message, Duration lookAgain) implements Step {}

    /** This pod has the new resources. */
    record PodDone(String pod, String message) implements Step {}

    /** This pod has the new resources, and its processes were lost on the way: its replacement started anew. */
    record PodStartedCold(String pod, Reason reason, String message) implements Step {}

    /** This pod is left without them: what was decided for it cannot be had, and nothing else is tried. */
    record PodFailed(String pod, String message) implements Step {}

    /** The action of this pod has failed, the pod runs as before: something else may be tried. */
    record FallBack(String pod, Reason reason, String message) implements Step {}

    /** Nothing is left to do. */
    record Conclude(String message) implements Step {}
}

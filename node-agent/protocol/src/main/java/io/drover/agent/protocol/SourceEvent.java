package io.drover.agent.protocol;

import io.drover.values.Epoch;

/** What the source agent hears: the coordinator's words, its own work's results, and what happens around it. */
public sealed interface SourceEvent {

    /** A word of the coordinator, checked for a genuine ticket. */
    sealed interface Word extends SourceEvent {}

    record Prepare() implements Word {}

    record Checkpoint(Epoch epoch) implements Word {}

    record Thaw(Epoch epoch) implements Word {}

    record Commit(Epoch epoch) implements Word {}

    record Forget() implements Word {}

    /** Every process of the pod is frozen. */
    record Frozen() implements SourceEvent {}

    record Dumped() implements SourceEvent {}

    /** The target has verified the whole image, no SIGTERM or SIGKILL is pending here and the container is still the same. */
    record ImageAccepted() implements SourceEvent {}

    /** As {@link ImageAccepted}, but for pages that are to be fetched. */
    record ImageAcceptedLazily() implements SourceEvent {}

    record PagesDelivered() implements SourceEvent {}

    /** A step of the work failed; before SEALED the source gives up. */
    record StepFailed(Failure failure) implements SourceEvent {}

    /** The pod has been frozen for as long as kubelet's probes allow. */
    record BudgetRanOut() implements SourceEvent {}

    /** kubelet has begun to end the pod: SIGTERM is pending in its first process. */
    record TerminationBegun() implements SourceEvent {}

    /** The processes have ended, by whomever. */
    record ProcessesEnded() implements SourceEvent {}

    /** The agent starts with this state in its journal, on the same boot of the node. */
    record AgentRestarted() implements SourceEvent {}

    /** The agent starts with this state in its journal, on another boot of the node: no process of then is left. */
    record NodeRebooted() implements SourceEvent {}
}

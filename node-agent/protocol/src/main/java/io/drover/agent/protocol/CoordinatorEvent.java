package io.drover.agent.protocol;

import java.util.Optional;

/** What the operator hears of a migration: from the agents, from the API server, from its own acts and its clock. */
public sealed interface CoordinatorEvent {

    /** Begin, or go on after a crash: what the state owes is done again. */
    record Resumed() implements CoordinatorEvent {}

    record SourceReported(SourcePhase phase, Optional<Failure> failure) implements CoordinatorEvent {}

    record TargetReported(TargetPhase phase, Optional<Failure> failure) implements CoordinatorEvent {}

    /** The patch that takes the label off and gives the source pod its owner and annotations is done. */
    record SourceReleased() implements CoordinatorEvent {}

    /** A stamped pod of the right owner was observed on a node with an agent. */
    record ReplacementObserved(Replacement replacement) implements CoordinatorEvent {}

    /** The compare-and-swap of the ownership went through. */
    record OwnershipMoved() implements CoordinatorEvent {}

    /** The replacement is ready in the EndpointSlices of every service that selects it, or as a pod when none does. */
    record EndpointReady() implements CoordinatorEvent {}

    record LabelGivenBack() implements CoordinatorEvent {}

    /** The source pod object is no more. */
    record SourcePodGone() implements CoordinatorEvent {}

    record Forgotten(Role role) implements CoordinatorEvent {}

    /** Something from outside that may change what this migration is for. */
    sealed interface External extends CoordinatorEvent {}

    /** Somebody else deletes the source pod. */
    record SourceDeleted() implements External {}

    record ReplacementDeleted() implements External {}

    record ReplacementFailed(Failure failure) implements External {}

    record WorkloadDeleted() implements External {}

    record UnpausedByAnother() implements External {}

    record RolloutStarted() implements External {}

    record NodeDrained(Role role) implements External {}

    record RecommendationDeleted() implements External {}

    /** The source cannot be frozen any longer, by the operator's clock. */
    record BudgetRanOut() implements CoordinatorEvent {}

    /** The state has lasted longer than it should. */
    record TimedOut() implements CoordinatorEvent {}

    /** An agent refuses to work with us, or an act of ours before the freeze failed for good. */
    record CannotGoOn(Failure failure) implements CoordinatorEvent {}

    /** An agent has not answered for longer than it should. */
    record AgentUnreachable(Role role) implements CoordinatorEvent {}

    /** Proof that no process of then is left on that side, although its agent says nothing. */
    record ProvedDead(Role role, Proof proof) implements CoordinatorEvent {}

    /** What counts as proof that a node's processes are no more. An agent that comes back after a reboot says so itself. */
    enum Proof {
        OUT_OF_SERVICE,
        FENCED
    }
}

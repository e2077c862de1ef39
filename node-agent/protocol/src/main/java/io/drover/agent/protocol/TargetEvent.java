package io.drover.agent.protocol;

import io.drover.values.Epoch;

/** What the target agent hears: the coordinator's words, its own work's results, and what happens around it. */
public sealed interface TargetEvent {

    /** A word of the coordinator, checked for a genuine ticket. */
    sealed interface Word extends TargetEvent {}

    record Prepare() implements Word {}

    record Run(Epoch epoch) implements Word {}

    record Destroy(Epoch epoch) implements Word {}

    record StartCold() implements Word {}

    record Forget() implements Word {}

    /** The shim waits in {@code create} for the first container, the image IDs agree and the network is quarantined. */
    record CreateWaits() implements TargetEvent {}

    /** The shim that waited has gone: kubelet will ask again. */
    record CreateBrokeOff() implements TargetEvent {}

    record ImageBegun() implements TargetEvent {}

    /** Every file is there and its checksum is right. */
    record ImageVerified() implements TargetEvent {}

    record RestoreBegun() implements TargetEvent {}

    /** Every container is restored, none runs. */
    record AllRestored() implements TargetEvent {}

    /** A step of the work failed. */
    record StepFailed(Failure failure) implements TargetEvent {}

    /** The restored processes have ended, by whomever. */
    record ProcessesEnded() implements TargetEvent {}

    /** The agent starts with this state in its journal, on the same boot of the node. */
    record AgentRestarted() implements TargetEvent {}

    /** The agent starts with this state in its journal, on another boot of the node: no process of then is left. */
    record NodeRebooted() implements TargetEvent {}
}

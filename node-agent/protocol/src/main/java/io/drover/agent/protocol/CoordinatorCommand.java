package io.drover.agent.protocol;

import io.drover.values.Epoch;

/** What the operator has to do. Each may be repeated. */
public sealed interface CoordinatorCommand {

    record PrepareSource() implements CoordinatorCommand {}

    /** Label off, owner reference and annotations on, in one patch. */
    record ReleaseSource() implements CoordinatorCommand {}

    /** Look for the stamped pod; every other stamped pod is told to start cold. */
    record AwaitReplacement() implements CoordinatorCommand {}

    record PrepareTarget(Replacement replacement) implements CoordinatorCommand {}

    record Checkpoint(Replacement replacement, Epoch epoch) implements CoordinatorCommand {}

    /** The compare-and-swap on the status: the one point of no return. */
    record MoveOwnership(Replacement replacement) implements CoordinatorCommand {}

    record Run(Replacement replacement, Epoch epoch) implements CoordinatorCommand {}

    record AwaitEndpoint(Replacement replacement) implements CoordinatorCommand {}

    record CommitSource(Epoch epoch) implements CoordinatorCommand {}

    /** With gracePeriodSeconds 1 and the uid as precondition. */
    record DeleteSourcePod() implements CoordinatorCommand {}

    record DestroyTarget(Replacement replacement, Epoch epoch) implements CoordinatorCommand {}

    record ThawSource(Epoch epoch) implements CoordinatorCommand {}

    record GiveLabelBack() implements CoordinatorCommand {}

    record StartCold(Replacement replacement, Epoch epoch) implements CoordinatorCommand {}

    record ForgetSource() implements CoordinatorCommand {}

    record ForgetTarget(Replacement replacement) implements CoordinatorCommand {}
}

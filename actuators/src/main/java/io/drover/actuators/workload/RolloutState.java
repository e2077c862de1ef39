package io.drover.actuators.workload;

/** How far a workload's own rollout is. */
public sealed interface RolloutState {

    /** Every pod is made from the current template and available. */
    record Complete() implements RolloutState {}

    /**
     * Pods are still being replaced.
     *
     * @param updated pods made from the current template
     * @param wanted pods there should be
     */
    record Progressing(int updated, int wanted) implements RolloutState {}

    /**
     * The controller has given up, or the workload is gone.
     *
     * @param detail what the controller says
     */
    record Stuck(String detail) implements RolloutState {}
}

package io.drover.actuators.resize;

/** How far the resize of one pod is. */
public sealed interface ResizeProgress {

    /** The pod's spec does not say the new values: nobody has asked yet, or the old values were put back. */
    record NotAsked() implements ResizeProgress {}

    /**
     * Asked for, and kubelet is not done.
     *
     * @param detail what kubelet says, or that it has said nothing yet
     */
    record Waiting(String detail) implements ResizeProgress {}

    /** Spec and running containers have the new values. */
    record Done() implements ResizeProgress {}

    /**
     * It will not happen; the spec still says the new values, which must be taken back.
     *
     * @param reason why
     * @param detail what kubelet says
     */
    record Stuck(ResizeReason reason, String detail) implements ResizeProgress {}
}

package io.drover.agent.handover;

/** What the agent says to the shim. */
public sealed interface Answer {

    /** No word yet; the shim goes on waiting. */
    record Wait(String message) implements Answer {}

    /** The coordinator said that no process comes for this pod. */
    record Cold() implements Answer {}

    /** This container was left out of the checkpoint. */
    record Fresh() implements Answer {}

    /** Restore it from this image; all are paths on the node. */
    record Restore(String imagePath, String workPath, String criuDirectory, String criuConfig) implements Answer {}

    /** A container of this name is restored already, or is being restored. */
    record Running() implements Answer {}

    /** The create must fail; the kubelet tries again later. */
    record Fail(String reason, String message) implements Answer {}

    /** A report was taken down. */
    record Ok() implements Answer {}
}

package io.drover.agent.checkpoint;

import io.drover.agent.node.Polling;
import io.drover.agent.node.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the end of a frozen pod whose processes run elsewhere. It is ended here only after the kubelet has begun to end it: before
 * that the kubelet would start its containers again.
 */
final class PodEnd {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final FrozenPod pod;

    PodEnd(FrozenPod pod) {
        this.pod = pod;
    }

    /** Returns when no process is left, however long that takes. */
    Optional<Trouble> await() {
        try {
            while (!pod.isGone() && !Thread.currentThread().isInterrupted()) {
                if (pod.isEnding()) {
                    pod.kill();
                } else {
                    Polling.pause(BETWEEN_LOOKS);
                }
            }
            return Optional.empty();
        } catch (IOException broken) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, broken.toString()));
        }
    }
}

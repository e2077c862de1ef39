package io.drover.actuators.resize;

import java.time.Duration;

/**
 * How long kubelet may take.
 *
 * @param deferred for a resize that it has put off
 * @param failing for one that it has tried and reports an error of
 * @param silent for anything else, from the moment of asking
 */
public record ResizeLimits(Duration deferred, Duration failing, Duration silent) {

    /** Two minutes put off, half a minute failing, five minutes in all. */
    public static final ResizeLimits DEFAULT =
            new ResizeLimits(Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofMinutes(5));
}

package io.drover.operator.recommendation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes instants as Kubernetes does: RFC 3339, whole seconds. */
final class Timestamps {

    private Timestamps() {}

    static String written(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

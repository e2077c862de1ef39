package io.drover.gather.cluster;

import java.time.ZoneId;
import java.util.Set;

/**
 * What gathering has to be told.
 *
 * @param zone in which policies count hours
 * @param freshSidecars names of containers that are left out of a checkpoint and start anew
 */
public record GatherSettings(ZoneId zone, Set<String> freshSidecars) {

    /** UTC, and istio-proxy starts fresh. */
    public static final GatherSettings DEFAULT = new GatherSettings(ZoneId.of("UTC"), Set.of("istio-proxy"));

    public GatherSettings {
        freshSidecars = Set.copyOf(freshSidecars);
    }
}

package io.drover.rules.facts;

import java.util.List;

/**
 * The cluster as a whole, and what the workload's namespace may still use.
 *
 * @param version of the API server
 * @param resizeSupported pods have the subresource resize
 * @param memoryDecreaseSupported a memory limit may be decreased in place (from 1.34 on without a restart)
 * @param quotaInTheWay quotas of the namespace that a second pod beside the first would exceed, one complaint each; empty means room
 * @param quotaInTheWayOfResize quotas and limit ranges that the larger requests alone would exceed
 */
public record Cluster(
        Version version,
        boolean resizeSupported,
        boolean memoryDecreaseSupported,
        Observed<List<String>> quotaInTheWay,
        Observed<List<String>> quotaInTheWayOfResize)
        implements Fact {}

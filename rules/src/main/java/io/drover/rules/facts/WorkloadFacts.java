package io.drover.rules.facts;

import java.util.List;

/**
 * Everything that a plan for one workload is made from.
 *
 * @param recommendation the recommendation
 * @param workload the workload that it targets
 * @param cluster the cluster
 * @param clock when the decision is made
 * @param history what became of earlier recommendations for the workload
 * @param pods its pods that are not terminating, in any order; empty when there is none
 */
public record WorkloadFacts(
        Recommendation recommendation,
        Workload workload,
        Cluster cluster,
        Clock clock,
        History history,
        List<PodFacts> pods) {

    public WorkloadFacts {
        pods = List.copyOf(pods);
    }

    /** What rules are matched against for every pod alike. */
    public List<Fact> facts() {
        return List.of(recommendation, workload, cluster, clock, history);
    }
}

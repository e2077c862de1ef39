package io.drover.rules.evaluation;

import io.drover.rules.decision.WorkloadPlan;
import io.drover.rules.facts.WorkloadFacts;

/** Decides by a fixed set of policies. Built once, used by any number of threads; equal facts always give an equal plan. */
public interface Decider {

    /** The plan for one workload: a decision for each of its pods, or one for the workload when it has none. */
    WorkloadPlan plan(WorkloadFacts facts);

    /** Names the policies that decide: a hash over all their files, 16 hexadecimal digits. */
    String policyHash();
}

/**
 * Findings and what is chosen from them: the action for each pod, the plan for its workload, and everything that was considered and
 * lost. It must not know how findings come about (no rules, no Drools).
 */
@NullMarked
package io.drover.rules.decision;

import org.jspecify.annotations.NullMarked;

/**
 * What rules match on: immutable records about one recommendation, its workload, a pod and where that pod could go. It must not know
 * where facts come from (no Kubernetes, no clock, no I/O), nor policies and decisions.
 */
@NullMarked
package io.drover.rules.facts;

import org.jspecify.annotations.NullMarked;

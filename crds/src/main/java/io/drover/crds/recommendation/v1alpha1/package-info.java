/**
 * WorkloadRecommendation: which workload gets which resources, what is allowed on the way, and what became of it. It must not know how
 * a decision is made or carried out.
 */
@NullMarked
package io.drover.crds.recommendation.v1alpha1;

import org.jspecify.annotations.NullMarked;

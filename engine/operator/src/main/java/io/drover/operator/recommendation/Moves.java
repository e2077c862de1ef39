package io.drover.operator.recommendation;

import io.drover.actuators.workload.Attempt;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import java.util.List;
import java.util.Optional;

/** The moves of one recommendation's pods. Repeating a call changes nothing. */
interface Moves {

    /** How far the move of this pod is; empty when it was not begun. */
    Optional<MoveProgress> progress(WorkloadRecommendation recommendation, String pod);

    /** Begins it, unless a brake is on. */
    Attempt start(WorkloadRecommendation recommendation, String pod);

    /** Asks every move that has not ended to end; the names of the pods whose moves have not. */
    List<String> end(WorkloadRecommendation recommendation);
}

package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.inspection.Inspections;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A cluster as it was.
 *
 * @param view its objects
 * @param inspections what its agents said; unknown where nothing was taken down
 * @param takenAt when it was taken; empty for manifests that somebody has put together
 */
public record Snapshot(RecordedClusterView view, Inspections inspections, Optional<Instant> takenAt) {

    /** The recommendations of every namespace. */
    public List<WorkloadRecommendation> recommendations() {
        return view.allRecommendations();
    }
}

package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is owed to a workload: written before the act that makes it owed, taken away when it is paid.
 *
 * @param workloadPaused we paused the workload and owe it an unpause
 * @param templateBefore the old values of the templates that were or are about to be patched; an undo writes them back. Null when no
 *     template has to be put back
 * @param releasedPods pods that were taken from their ReplicaSet and have to be given back if their migration is rolled back
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Debts(
        @JsonPropertyDescription("Drover paused the workload and owes it an unpause.")
        boolean workloadPaused,

        @JsonPropertyDescription("Values that the pod templates had before; an undo writes them back.") @Nullable
        TemplateBefore templateBefore,

        @Size(max = 1000) @JsonPropertyDescription("Pods taken from their ReplicaSet, to be given back by a rollback.")
        List<ReleasedPod> releasedPods) {

    /** Nothing is owed. */
    public static final Debts NONE = new Debts(false, null, List.of());

    public Debts(
            boolean workloadPaused, @Nullable TemplateBefore templateBefore, @Nullable List<ReleasedPod> releasedPods) {
        this.workloadPaused = workloadPaused;
        this.templateBefore = templateBefore;
        this.releasedPods = releasedPods == null ? List.of() : List.copyOf(releasedPods);
    }

    public Debts withWorkloadPaused(boolean paused) {
        return new Debts(paused, templateBefore, releasedPods);
    }

    public Debts withTemplateBefore(@Nullable TemplateBefore before) {
        return new Debts(workloadPaused, before, releasedPods);
    }

    public Debts withReleasedPods(List<ReleasedPod> released) {
        return new Debts(workloadPaused, templateBefore, released);
    }

    /** Whether anything is owed. */
    public boolean owed() {
        return workloadPaused || templateBefore != null || !releasedPods.isEmpty();
    }
}

package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * What moves, from where, and where it may go; never changed.
 *
 * @param freezeBudgetMillis how long the source may stay frozen before it thaws on its own, until it is sealed
 */
@ValidationRule(value = "self == oldSelf", message = "the spec of a CheckpointRestore cannot be changed")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CheckpointRestoreSpec(
        @Required @JsonPropertyDescription("The pod that is left.")
        Source source,

        @Required @JsonPropertyDescription("Where the processes may go.")
        TargetConstraints target,

        @Required @JsonPropertyDescription("The workload that owns the pod.")
        WorkloadRef workload,

        @Required @JsonPropertyDescription("The recommendation that this move is for.")
        RecommendationRef recommendation,

        @Required
        @Min(1)
        @JsonPropertyDescription("How long the source may stay frozen before it thaws on its own, in milliseconds.")
        long freezeBudgetMillis) {}

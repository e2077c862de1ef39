package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.drover.crds.schema.PropertyRefinements;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a recommendation.
 *
 * @param message for people, lower case without a full stop; empty when there is nothing to say
 * @param observedGeneration of the spec that this is about; 0 before any
 * @param appliedAt when the last change of the workload ended, in RFC 3339; null before any. Cooldown counts from here
 * @param decision null before one was made
 * @param rollingCheckpoint null while pods are not done one at a time
 */
@SchemaCustomizer(value = PropertyRefinements.class, input = "map conditions type; " + "format appliedAt date-time")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(builder = WorkloadRecommendationStatusBuilder.class)
public record WorkloadRecommendationStatus(
        @JsonPropertyDescription("How far this recommendation is.")
        RecommendationPhase phase,

        @Size(max = 16) @JsonPropertyDescription("Conditions as Kubernetes means them.")
        List<Condition> conditions,

        @JsonPropertyDescription("What happened, for people.")
        String message,

        @JsonPropertyDescription("Generation of the spec that this status is about.")
        long observedGeneration,

        @JsonPropertyDescription("When the last change of the workload ended.") @Nullable
        String appliedAt,

        @JsonPropertyDescription(
                "A live migration was decided or asked for and a restart was used instead; message says why.")
        boolean liveMigrationDegraded,

        @JsonPropertyDescription("What was decided, pod by pod.") @Nullable
        Decision decision,

        @JsonPropertyDescription("How far the pods are that are done one at a time.") @Nullable
        RollingCheckpoint rollingCheckpoint,

        @JsonPropertyDescription("What is owed to the workload until it is paid.")
        Debts debts) {

    public WorkloadRecommendationStatus {
        conditions = List.copyOf(conditions);
    }

    /** The status of a recommendation that nobody has looked at. */
    public static WorkloadRecommendationStatus pending() {
        return new WorkloadRecommendationStatusBuilder().build();
    }

    /** A builder that begins with these values. */
    public WorkloadRecommendationStatusBuilder toBuilder() {
        return new WorkloadRecommendationStatusBuilder()
                .phase(phase)
                .conditions(conditions)
                .message(message)
                .observedGeneration(observedGeneration)
                .appliedAt(appliedAt)
                .liveMigrationDegraded(liveMigrationDegraded)
                .decision(decision)
                .rollingCheckpoint(rollingCheckpoint)
                .debts(debts);
    }
}

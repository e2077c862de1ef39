package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a status; begins as that of a recommendation that nobody has looked at. */
@JsonPOJOBuilder(withPrefix = "")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class WorkloadRecommendationStatusBuilder {

    private RecommendationPhase phase = RecommendationPhase.PENDING;
    private List<Condition> conditions = List.of();
    private String message = "";
    private long observedGeneration;
    private @Nullable String appliedAt;
    private boolean liveMigrationDegraded;
    private @Nullable Decision decision;
    private @Nullable RollingCheckpoint rollingCheckpoint;
    private Debts debts = Debts.NONE;

    WorkloadRecommendationStatusBuilder() {}

    public WorkloadRecommendationStatusBuilder phase(RecommendationPhase phase) {
        this.phase = phase;
        return this;
    }

    public WorkloadRecommendationStatusBuilder conditions(List<Condition> conditions) {
        this.conditions = conditions;
        return this;
    }

    public WorkloadRecommendationStatusBuilder message(String message) {
        this.message = message;
        return this;
    }

    public WorkloadRecommendationStatusBuilder observedGeneration(long observedGeneration) {
        this.observedGeneration = observedGeneration;
        return this;
    }

    public WorkloadRecommendationStatusBuilder appliedAt(@Nullable String appliedAt) {
        this.appliedAt = appliedAt;
        return this;
    }

    public WorkloadRecommendationStatusBuilder liveMigrationDegraded(boolean liveMigrationDegraded) {
        this.liveMigrationDegraded = liveMigrationDegraded;
        return this;
    }

    public WorkloadRecommendationStatusBuilder decision(@Nullable Decision decision) {
        this.decision = decision;
        return this;
    }

    public WorkloadRecommendationStatusBuilder rollingCheckpoint(@Nullable RollingCheckpoint rollingCheckpoint) {
        this.rollingCheckpoint = rollingCheckpoint;
        return this;
    }

    public WorkloadRecommendationStatusBuilder debts(Debts debts) {
        this.debts = debts;
        return this;
    }

    public WorkloadRecommendationStatus build() {
        return new WorkloadRecommendationStatus(
                phase,
                conditions,
                message,
                observedGeneration,
                appliedAt,
                liveMigrationDegraded,
                decision,
                rollingCheckpoint,
                debts);
    }
}

package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a spec from what was given and the defaults of the schema. */
@JsonPOJOBuilder(withPrefix = "")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class WorkloadRecommendationSpecBuilder {

    private @Nullable TargetRef targetRef;
    private boolean useLiveMigration;
    private boolean useInPlaceVerticalScaling;
    private Fallback fallback = Fallback.ROLLING_RESTART;
    private List<ContainerRecommendation> containerRecommendations = List.of();
    private Placement placement = Placement.ANY;
    private String cooldown = "30m";
    private int minChangePercent = 10;
    private List<String> waivers = List.of();
    private boolean suspend;
    private boolean dryRun;
    private int priority;

    WorkloadRecommendationSpecBuilder() {}

    public WorkloadRecommendationSpecBuilder targetRef(TargetRef targetRef) {
        this.targetRef = targetRef;
        return this;
    }

    public WorkloadRecommendationSpecBuilder useLiveMigration(boolean useLiveMigration) {
        this.useLiveMigration = useLiveMigration;
        return this;
    }

    public WorkloadRecommendationSpecBuilder useInPlaceVerticalScaling(boolean useInPlaceVerticalScaling) {
        this.useInPlaceVerticalScaling = useInPlaceVerticalScaling;
        return this;
    }

    public WorkloadRecommendationSpecBuilder fallback(Fallback fallback) {
        this.fallback = fallback;
        return this;
    }

    public WorkloadRecommendationSpecBuilder containerRecommendations(
            List<ContainerRecommendation> containerRecommendations) {
        this.containerRecommendations = containerRecommendations;
        return this;
    }

    public WorkloadRecommendationSpecBuilder placement(Placement placement) {
        this.placement = placement;
        return this;
    }

    public WorkloadRecommendationSpecBuilder cooldown(String cooldown) {
        this.cooldown = cooldown;
        return this;
    }

    public WorkloadRecommendationSpecBuilder minChangePercent(int minChangePercent) {
        this.minChangePercent = minChangePercent;
        return this;
    }

    public WorkloadRecommendationSpecBuilder waivers(List<String> waivers) {
        this.waivers = waivers;
        return this;
    }

    public WorkloadRecommendationSpecBuilder suspend(boolean suspend) {
        this.suspend = suspend;
        return this;
    }

    public WorkloadRecommendationSpecBuilder dryRun(boolean dryRun) {
        this.dryRun = dryRun;
        return this;
    }

    public WorkloadRecommendationSpecBuilder priority(int priority) {
        this.priority = priority;
        return this;
    }

    /**
     * The spec.
     *
     * @throws IllegalStateException when no target was given
     */
    public WorkloadRecommendationSpec build() {
        TargetRef target = targetRef;
        if (target == null) {
            throw new IllegalStateException("spec.targetRef is missing");
        }
        return new WorkloadRecommendationSpec(
                target,
                useLiveMigration,
                useInPlaceVerticalScaling,
                fallback,
                containerRecommendations,
                placement,
                cooldown,
                minChangePercent,
                waivers,
                suspend,
                dryRun,
                priority);
    }
}

package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.drover.crds.schema.PropertyRefinements;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import java.util.List;

/**
 * What is recommended and what is allowed. Read without an API server it has the same defaults as the schema.
 *
 * @param minChangePercent 0 to 100: a smaller change of every value is not worth an action
 * @param cooldown hours, minutes and seconds, such as {@code 1h30m}
 * @param waivers reason codes
 * @param priority the highest goes first; -1000 to 1000
 */
@SchemaCustomizer(
        value = PropertyRefinements.class,
        input = "map containerRecommendations containerName; " + "set waivers 63 ^[A-Z][A-Za-z0-9]*$")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(builder = WorkloadRecommendationSpecBuilder.class)
public record WorkloadRecommendationSpec(
        @Required @JsonPropertyDescription("The workload that gets the resources.")
        TargetRef targetRef,

        @Default("false")
        @JsonPropertyDescription(
                "Whether running processes may be moved into a new pod with their memory and connections.")
        boolean useLiveMigration,

        @Default("false") @JsonPropertyDescription("Whether the resources of a running pod may be changed in place.")
        boolean useInPlaceVerticalScaling,

        @Default("RollingRestart") @JsonPropertyDescription("What may be done when nothing gentler is possible.")
        Fallback fallback,

        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("New resources, one entry per container; a container without one stays as it is.")
        List<ContainerRecommendation> containerRecommendations,

        @Default("Any")
        @JsonPropertyDescription(
                "Where a live migration may move a pod; with Any the same node first when it has room.")
        Placement placement,

        @Default("30m")
        @Size(min = 2, max = 20)
        @Pattern("^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$")
        @JsonPropertyDescription("Time that must have passed since the last change of this workload, such as 1h30m.")
        String cooldown,

        @Default("10")
        @Min(0)
        @Max(100)
        @JsonPropertyDescription("Smallest change of any value, in percent, that is worth an action.")
        int minChangePercent,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Codes of reasons that shall not speak against an action, where a policy lets them be waived.")
        List<String> waivers,

        @Default("false") @JsonPropertyDescription("Begin nothing new; what is under way ends.")
        boolean suspend,

        @Default("false") @JsonPropertyDescription("Decide and say why in status, and touch nothing else.")
        boolean dryRun,

        @Default("0")
        @Min(-1000)
        @Max(1000)
        @JsonPropertyDescription("Which recommendation goes first when several wait: the highest.")
        int priority) {

    public WorkloadRecommendationSpec {
        containerRecommendations = List.copyOf(containerRecommendations);
        waivers = List.copyOf(waivers);
    }

    /** A spec with nothing but defaults to change. */
    public static WorkloadRecommendationSpecBuilder builder() {
        return new WorkloadRecommendationSpecBuilder();
    }

    /** {@link #cooldown} as a duration. */
    public Duration cooldownTime() {
        return Duration.parse("PT" + cooldown);
    }
}

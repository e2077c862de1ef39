package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One reason that spoke for or against an action. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DecisiveReason(
        @Required @JsonPropertyDescription("The action that it is about.")
        PodAction action,

        @Required @Size(max = 63) @JsonPropertyDescription("Code of the reason, such as ImageMismatch.")
        String reason,

        @Required @Size(max = 4096) @JsonPropertyDescription("What was found and what would have been right.")
        String message) {}

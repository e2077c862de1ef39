package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The recommendation that a move is for. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RecommendationRef(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the recommendation.")
        String name,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of the recommendation.")
        String uid) {}

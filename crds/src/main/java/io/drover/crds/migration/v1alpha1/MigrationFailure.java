package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Why a migration was given up. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationFailure(
        @Required @Size(max = 63) @JsonPropertyDescription("The stage in which it happened.")
        String stage,

        @Required @Size(max = 63) @JsonPropertyDescription("Code of the reason, such as RestoreFailed.")
        String reason,

        @Required @Size(max = 4096) @JsonPropertyDescription("What was found and what would have been right.")
        String message) {}

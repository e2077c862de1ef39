package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A container that moves.
 *
 * @param id the runtime's id without a scheme
 * @param imageID what actually runs, as the runtime reports it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceContainer(
        @Required
        @Size(min = 1, max = 128)
        @JsonPropertyDescription("The runtime's id of the container, without a scheme.")
        String id,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Name of the container.")
        String name,

        @Required @Size(min = 1, max = 512) @JsonPropertyDescription("Id of the image that actually runs.")
        String imageID) {}

package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Sizes and durations of one container's move, as far as they are known. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MovedContainerStatus(
        @Required @Size(max = 63) @JsonPropertyDescription("Name of the container.")
        String name,

        @JsonPropertyDescription("Size of its image, in bytes.")
        long imageBytes,

        @JsonPropertyDescription("Time taken by the dump, in milliseconds.")
        long dumpMillis,

        @JsonPropertyDescription("Time taken by the restore, in milliseconds.")
        long restoreMillis) {}

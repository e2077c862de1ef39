package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far one pod is. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodResult(
        @Required @Size(max = 253) @JsonPropertyDescription("Name of the pod when this began.")
        String podName,

        @Required @JsonPropertyDescription("How far it is.") PodResultPhase phase,

        @Size(max = 4096) @JsonPropertyDescription("What was done or what went wrong.")
        String message) {

    public PodResult(String podName, PodResultPhase phase, @Nullable String message) {
        this.podName = podName;
        this.phase = phase;
        this.message = message == null ? "" : message;
    }
}

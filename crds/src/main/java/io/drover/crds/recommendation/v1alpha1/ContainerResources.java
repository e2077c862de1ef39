package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All requests and limits of one container, by resource name, as quantities; empty when it has none. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerResources(
        @Required @Size(max = 63) @JsonPropertyDescription("Name of the container.")
        String containerName,

        @Size(max = 64) @JsonPropertyDescription("Requests by name of the resource.")
        Map<String, String> requests,

        @Size(max = 64) @JsonPropertyDescription("Limits by name of the resource.")
        Map<String, String> limits) {

    public ContainerResources(
            String containerName, @Nullable Map<String, String> requests, @Nullable Map<String, String> limits) {
        this.containerName = containerName;
        this.requests = requests == null ? Map.of() : Map.copyOf(requests);
        this.limits = limits == null ? Map.of() : Map.copyOf(limits);
    }
}

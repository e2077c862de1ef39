package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** New resources of one container; a resource that is null stays as it is. */
@ValidationRule(value = "has(self.cpu) || has(self.memory)", message = "give cpu, memory or both")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ContainerRecommendation(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the container in the workload's pod template.")
        String containerName,

        @JsonPropertyDescription("CPU, in cores: 2, 0.5 or 500m.") @Nullable
        ResourceRecommendation cpu,

        @JsonPropertyDescription("Memory, in bytes: 4Gi or 512Mi.") @Nullable
        ResourceRecommendation memory) {}

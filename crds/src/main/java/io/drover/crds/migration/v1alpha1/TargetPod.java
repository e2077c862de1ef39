package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The pod that a migration enters: the stamped replacement that was bound. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetPod(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the node.")
        String node,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the pod.")
        String pod,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of the pod.")
        String podUID,

        @Size(max = 45) @JsonPropertyDescription("Address of the pod; left out while it has none.") @Nullable
        String podIP) {}

package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A pod that its ReplicaSet let go of, with what is needed to give it back. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleasedPod(
        @Required @Size(max = 253) @JsonPropertyDescription("Name of the pod.")
        String podName,

        @Required @Size(max = 63) @JsonPropertyDescription("UID of the pod.")
        String podUID,

        @Required @Size(max = 63) @JsonPropertyDescription("Value of its label pod-template-hash before.")
        String podTemplateHash) {}

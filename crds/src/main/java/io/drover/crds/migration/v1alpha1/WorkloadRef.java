package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The workload that owns a moving pod, and the ReplicaSet in between. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkloadRef(
        @Required @Size(min = 1, max = 128) @JsonPropertyDescription("API version of the workload.")
        String apiVersion,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("Kind of the workload.")
        String kind,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the workload.")
        String name,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of the workload.")
        String uid,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the ReplicaSet that let go of the pod.")
        String replicaSetName,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of that ReplicaSet.")
        String replicaSetUID) {}

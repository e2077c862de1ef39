package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources in the templates of a workload and of its newest ReplicaSet before they were patched. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TemplateBefore(
        @Size(max = 64) @JsonPropertyDescription("Resources of the containers in the workload's template.")
        List<ContainerResources> workload,

        @Size(max = 253)
        @JsonPropertyDescription("Name of the ReplicaSet whose template is patched; empty when none is.")
        String replicaSetName,

        @Size(max = 64) @JsonPropertyDescription("Resources of the containers in the template of the ReplicaSet.")
        List<ContainerResources> replicaSet) {

    public TemplateBefore(
            @Nullable List<ContainerResources> workload,
            @Nullable String replicaSetName,
            @Nullable List<ContainerResources> replicaSet) {
        this.workload = workload == null ? List.of() : List.copyOf(workload);
        this.replicaSetName = replicaSetName == null ? "" : replicaSetName;
        this.replicaSet = replicaSet == null ? List.of() : List.copyOf(replicaSet);
    }
}

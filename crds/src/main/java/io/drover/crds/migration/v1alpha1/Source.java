package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.drover.crds.schema.PropertyRefinements;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pod that a migration leaves, as it was when the move was decided. */
@SchemaCustomizer(value = PropertyRefinements.class, input = "map containers name")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Source(
        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the node.")
        String node,

        @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Name of the pod.")
        String pod,

        @Required @Size(min = 1, max = 63) @JsonPropertyDescription("UID of the pod.")
        String podUID,

        @Required @Size(min = 1, max = 45) @JsonPropertyDescription("Address of the pod.")
        String podIP,

        @Required @Size(max = 63) @JsonPropertyDescription("Value of the pod's label pod-template-hash.")
        String podTemplateHash,

        @Required @Size(min = 1, max = 64) @JsonPropertyDescription("The containers that move.")
        List<SourceContainer> containers) {

    public Source(
            String node,
            String pod,
            String podUID,
            String podIP,
            String podTemplateHash,
            @Nullable List<SourceContainer> containers) {
        this.node = node;
        this.pod = pod;
        this.podUID = podUID;
        this.podIP = podIP;
        this.podTemplateHash = podTemplateHash;
        this.containers = containers == null ? List.of() : List.copyOf(containers);
    }
}

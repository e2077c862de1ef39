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

/** Where the processes may go; which of these nodes it becomes is the scheduler's choice. */
@SchemaCustomizer(value = PropertyRefinements.class, input = "set nodes 253 ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetConstraints(
        @Required @Size(min = 1, max = 500) @JsonPropertyDescription("Names of the nodes that can take the processes.")
        List<String> nodes) {

    public TargetConstraints(@Nullable List<String> nodes) {
        this.nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }
}

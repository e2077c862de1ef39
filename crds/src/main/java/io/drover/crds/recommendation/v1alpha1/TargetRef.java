package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Names a workload.
 *
 * @param apiVersion {@code apps/v1} when left out
 * @param namespace when given, must be the recommendation's own; the operator refuses another one
 */
@ValidationRule(
        value = "self.kind == 'Deployment'",
        fieldPath = ".kind",
        messageExpression = "'kind ' + self.kind + ' is not supported; supported is Deployment'",
        message = "kind is not supported; supported is Deployment")
@ValidationRule(
        value = "self.apiVersion == 'apps/v1'",
        fieldPath = ".apiVersion",
        message = "apiVersion of a Deployment is apps/v1")
@ValidationRule(
        value = "self.kind == oldSelf.kind && self.name == oldSelf.name",
        message = "the target cannot be changed; delete this recommendation and create another one")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetRef(
        @Default("apps/v1") @Size(max = 128) @JsonPropertyDescription("API version of the workload.")
        String apiVersion,

        @Required @Size(max = 63) @JsonPropertyDescription("Kind of the workload: Deployment.")
        String kind,

        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @JsonPropertyDescription("Name of the workload.")
        String name,

        @Size(max = 63)
        @JsonPropertyDescription(
                "Namespace of the workload: the recommendation's own, which is also meant when this is left out.")
        @Nullable
        String namespace) {

    /** What a target is when its apiVersion is left out. */
    public static final String DEFAULT_API_VERSION = "apps/v1";

    public TargetRef(@Nullable String apiVersion, String kind, String name, @Nullable String namespace) {
        this.apiVersion = apiVersion == null ? DEFAULT_API_VERSION : apiVersion;
        this.kind = kind;
        this.name = name;
        this.namespace = namespace;
    }

    /** A Deployment in the recommendation's namespace. */
    public static TargetRef deployment(String name) {
        return new TargetRef(DEFAULT_API_VERSION, "Deployment", name, null);
    }
}

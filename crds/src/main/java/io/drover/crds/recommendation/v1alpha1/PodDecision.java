package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The action for one pod and why no other.
 *
 * @param podName empty when the decision is about the workload as a whole because it had no pod
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PodDecision(
        @Size(max = 253)
        @JsonPropertyDescription("Name of the pod that was looked at; left out when the workload had none.")
        String podName,

        @Required @JsonPropertyDescription("The action that was chosen.")
        PodAction action,

        @Size(max = 64) @JsonPropertyDescription("What was decisive, for and against each action.")
        List<DecisiveReason> reasons) {

    public PodDecision(@Nullable String podName, PodAction action, @Nullable List<DecisiveReason> reasons) {
        this.podName = podName == null ? "" : podName;
        this.action = action;
        this.reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }
}

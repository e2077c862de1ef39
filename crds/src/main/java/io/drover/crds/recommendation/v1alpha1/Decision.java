package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was decided, pod by pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Decision(
        @JsonPropertyDescription("The actions in one line.") String summary,

        @JsonPropertyDescription("Hash of the policies that were in force.")
        String policyHash,

        @Size(max = 1000) @JsonPropertyDescription("One entry per pod.")
        List<PodDecision> pods) {

    public Decision(@Nullable String summary, @Nullable String policyHash, @Nullable List<PodDecision> pods) {
        this.summary = summary == null ? "" : summary;
        this.policyHash = policyHash == null ? "" : policyHash;
        this.pods = pods == null ? List.of() : List.copyOf(pods);
    }
}

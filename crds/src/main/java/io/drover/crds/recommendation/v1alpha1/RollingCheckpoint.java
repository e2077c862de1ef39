package io.drover.crds.recommendation.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the pods of a workload are that are resized or moved one at a time. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollingCheckpoint(
        @JsonPropertyDescription("The workload's update strategy when this began.")
        String originalStrategy,

        @JsonPropertyDescription("Pods to be done, those that are done included.")
        int totalPods,

        @JsonPropertyDescription("Pods that are done, in whatever way.")
        int processedPods,

        @Size(max = 1000) @JsonPropertyDescription("The pods when this began, in the order in which they are done.")
        List<String> podNames,

        @Size(max = 1000) @JsonPropertyDescription("How far each pod is.")
        List<PodResult> podResults) {

    public RollingCheckpoint(
            @Nullable String originalStrategy,
            int totalPods,
            int processedPods,
            @Nullable List<String> podNames,
            @Nullable List<PodResult> podResults) {
        this.originalStrategy = originalStrategy == null ? "" : originalStrategy;
        this.totalPods = totalPods;
        this.processedPods = processedPods;
        this.podNames = podNames == null ? List.of() : List.copyOf(podNames);
        this.podResults = podResults == null ? List.of() : List.copyOf(podResults);
    }

    /** Begins with every pod Pending. */
    public static RollingCheckpoint begin(String originalStrategy, List<String> podNames) {
        return new RollingCheckpoint(
                originalStrategy,
                podNames.size(),
                0,
                podNames,
                podNames.stream()
                        .map(name -> new PodResult(name, PodResultPhase.PENDING, ""))
                        .toList());
    }

    /** With this result in place of the one of the same pod, counted as processed unless it is Pending. */
    public RollingCheckpoint with(PodResult result) {
        List<PodResult> results = podResults.stream()
                .map(known -> known.podName().equals(result.podName()) ? result : known)
                .toList();
        int processed = (int) results.stream()
                .filter(known -> known.phase() != PodResultPhase.PENDING)
                .count();
        return new RollingCheckpoint(originalStrategy, totalPods, processed, podNames, results);
    }
}

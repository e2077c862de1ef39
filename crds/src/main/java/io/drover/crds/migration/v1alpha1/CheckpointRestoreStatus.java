package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.drover.crds.schema.PropertyRefinements;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a migration is and who may run.
 *
 * @param step the operator's own name of what it is doing, finer than the phase; empty before work has begun
 * @param owner changed by compare-and-swap only, together with the epoch
 * @param epoch the fencing number of the owner; never decreases
 * @param target null before a replacement is bound
 * @param stageMillis durations of the stages so far, by name
 * @param freezeMillis from the instant the source's processes stopped until the target's ran; null before that
 * @param transferredBytes null before anything was sent
 * @param failure null unless it was given up
 * @param message for people, lower case without a full stop; empty when there is nothing to say
 * @param startedAt when work began, in RFC 3339
 * @param phaseSince when the phase was entered, in RFC 3339; deadlines count from here
 * @param endedAt when the migration ended, in RFC 3339
 */
@ValidationRule(
        value = "!has(oldSelf.epoch) || (has(self.epoch) && self.epoch >= oldSelf.epoch)",
        message = "the epoch must not decrease")
@ValidationRule(
        value =
                "!has(oldSelf.owner) || (has(self.owner) && (self.owner == oldSelf.owner || self.epoch > oldSelf.epoch))",
        message = "the owner changes only with a higher epoch")
@SchemaCustomizer(
        value = PropertyRefinements.class,
        input = "map conditions type; " + "map containers name; " + "format startedAt date-time; "
                + "format phaseSince date-time; " + "format endedAt date-time")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonDeserialize(builder = CheckpointRestoreStatusBuilder.class)
public record CheckpointRestoreStatus(
        @JsonPropertyDescription("How far the migration is.")
        MigrationPhase phase,

        @Size(max = 128) @JsonPropertyDescription("What the operator is doing, finer than the phase; its own note.")
        String step,

        @JsonPropertyDescription("Who may let the processes run: source or target.")
        Owner owner,

        @Min(0) @JsonPropertyDescription("Fencing number of the owner; never decreases.")
        long epoch,

        @JsonPropertyDescription("The pod that is entered, once it is bound.") @Nullable
        TargetPod target,

        @Size(max = 64) @JsonPropertyDescription("Sizes and durations, one entry per container.")
        List<MovedContainerStatus> containers,

        @Size(max = 32)
        @JsonPropertyDescription("Durations of the stages so far, in milliseconds, by name of the stage.")
        Map<String, Long> stageMillis,

        @JsonPropertyDescription("Time in which no process ran, in milliseconds.") @Nullable
        Long freezeMillis,

        @JsonPropertyDescription("Bytes sent from node to node.") @Nullable
        Long transferredBytes,

        @JsonPropertyDescription("Why it was given up.") @Nullable
        MigrationFailure failure,

        @Size(max = 4096) @JsonPropertyDescription("What happens, for people.")
        String message,

        @JsonPropertyDescription("When work began.") @Nullable
        String startedAt,

        @JsonPropertyDescription("When the phase was entered.") @Nullable
        String phaseSince,

        @JsonPropertyDescription("When the migration ended.") @Nullable
        String endedAt,

        @JsonPropertyDescription("Generation of the spec that this status is about.")
        long observedGeneration,

        @Size(max = 16) @JsonPropertyDescription("Conditions as Kubernetes means them.")
        List<Condition> conditions) {

    public CheckpointRestoreStatus {
        containers = List.copyOf(containers);
        stageMillis = Map.copyOf(stageMillis);
        conditions = List.copyOf(conditions);
    }

    /** The status of a migration that nothing was done for: Pending, owned by the source, epoch 0. */
    public static CheckpointRestoreStatus pending() {
        return new CheckpointRestoreStatusBuilder().build();
    }

    /** A builder that begins with these values. */
    public CheckpointRestoreStatusBuilder toBuilder() {
        return new CheckpointRestoreStatusBuilder()
                .phase(phase)
                .step(step)
                .owner(owner)
                .epoch(epoch)
                .target(target)
                .containers(containers)
                .stageMillis(stageMillis)
                .freezeMillis(freezeMillis)
                .transferredBytes(transferredBytes)
                .failure(failure)
                .message(message)
                .startedAt(startedAt)
                .phaseSince(phaseSince)
                .endedAt(endedAt)
                .observedGeneration(observedGeneration)
                .conditions(conditions);
    }
}

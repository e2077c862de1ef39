package io.drover.crds.migration.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a status; begins as that of a migration that nothing was done for. */
@JsonPOJOBuilder(withPrefix = "")
@JsonIgnoreProperties(ignoreUnknown = true)
public final class CheckpointRestoreStatusBuilder {

    private MigrationPhase phase = MigrationPhase.PENDING;
    private String step = "";
    private Owner owner = Owner.SOURCE;
    private long epoch;
    private @Nullable TargetPod target;
    private List<MovedContainerStatus> containers = List.of();
    private Map<String, Long> stageMillis = Map.of();
    private @Nullable Long freezeMillis;
    private @Nullable Long transferredBytes;
    private @Nullable MigrationFailure failure;
    private String message = "";
    private @Nullable String startedAt;
    private @Nullable String phaseSince;
    private @Nullable String endedAt;
    private long observedGeneration;
    private List<Condition> conditions = List.of();

    CheckpointRestoreStatusBuilder() {}

    public CheckpointRestoreStatusBuilder phase(MigrationPhase phase) {
        this.phase = phase;
        return this;
    }

    public CheckpointRestoreStatusBuilder step(String step) {
        this.step = step;
        return this;
    }

    public CheckpointRestoreStatusBuilder owner(Owner owner) {
        this.owner = owner;
        return this;
    }

    public CheckpointRestoreStatusBuilder epoch(long epoch) {
        this.epoch = epoch;
        return this;
    }

    public CheckpointRestoreStatusBuilder target(@Nullable TargetPod target) {
        this.target = target;
        return this;
    }

    public CheckpointRestoreStatusBuilder containers(List<MovedContainerStatus> containers) {
        this.containers = containers;
        return this;
    }

    public CheckpointRestoreStatusBuilder stageMillis(Map<String, Long> stageMillis) {
        this.stageMillis = stageMillis;
        return this;
    }

    public CheckpointRestoreStatusBuilder freezeMillis(@Nullable Long freezeMillis) {
        this.freezeMillis = freezeMillis;
        return this;
    }

    public CheckpointRestoreStatusBuilder transferredBytes(@Nullable Long transferredBytes) {
        this.transferredBytes = transferredBytes;
        return this;
    }

    public CheckpointRestoreStatusBuilder failure(@Nullable MigrationFailure failure) {
        this.failure = failure;
        return this;
    }

    public CheckpointRestoreStatusBuilder message(String message) {
        this.message = message;
        return this;
    }

    public CheckpointRestoreStatusBuilder startedAt(@Nullable String startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    public CheckpointRestoreStatusBuilder phaseSince(@Nullable String phaseSince) {
        this.phaseSince = phaseSince;
        return this;
    }

    public CheckpointRestoreStatusBuilder endedAt(@Nullable String endedAt) {
        this.endedAt = endedAt;
        return this;
    }

    public CheckpointRestoreStatusBuilder observedGeneration(long observedGeneration) {
        this.observedGeneration = observedGeneration;
        return this;
    }

    public CheckpointRestoreStatusBuilder conditions(List<Condition> conditions) {
        this.conditions = conditions;
        return this;
    }

    public CheckpointRestoreStatus build() {
        return new CheckpointRestoreStatus(
                phase,
                step,
                owner,
                epoch,
                target,
                containers,
                stageMillis,
                freezeMillis,
                transferredBytes,
                failure,
                message,
                startedAt,
                phaseSince,
                endedAt,
                observedGeneration,
                conditions);
    }
}

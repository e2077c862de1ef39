package io.drover.actuators.migration;

import io.drover.agent.protocol.CoordinatorState;
import io.drover.agent.protocol.Failure;
import io.drover.crds.migration.v1alpha1.CheckpointRestore;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatus;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatusBuilder;
import io.drover.crds.migration.v1alpha1.Owner;
import io.drover.crds.migration.v1alpha1.TargetPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/** A migration's durable state: the status of its CheckpointRestore, written by compare-and-swap. One thread only. */
final class MoveBook {

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Measurements measurements;
    private CheckpointRestore move;

    MoveBook(KubernetesClient client, InstantSource clock, Measurements measurements, CheckpointRestore move) {
        this.client = client;
        this.clock = clock;
        this.measurements = measurements;
        this.move = move;
    }

    /** How a write ended. */
    sealed interface Writing {

        record Written() implements Writing {}

        /** Somebody else was first. {@link #reload} says what. */
        record Conflict() implements Writing {}

        /** Whether it was written is not known, or the API server refuses it. */
        record Failed(String detail) implements Writing {}
    }

    CheckpointRestore move() {
        return move;
    }

    CheckpointRestoreStatus status() {
        return Objects.requireNonNullElseGet(move.getStatus(), CheckpointRestoreStatus::pending);
    }

    CoordinatorState state() {
        return StatusCodec.read(status());
    }

    /** Reads it again; false when it is no more. */
    boolean reload() {
        CheckpointRestore now = client.resource(move).get();
        if (now == null || !now.getMetadata().getUid().equals(move.getMetadata().getUid())) {
            return false;
        }
        move = now;
        return true;
    }

    /** Writes the state, unless the status has changed since it was read. */
    Writing write(CoordinatorState state, Optional<Pod> replacement) {
        if (takesBack(state) && status().owner() == Owner.TARGET) {
            return new Writing.Conflict();
        }
        CheckpointRestoreStatusBuilder next = next(state, replacement);
        CheckpointRestore changed = new CheckpointRestore();
        changed.setMetadata(move.getMetadata());
        changed.setSpec(move.getSpec());
        changed.setStatus(next.build());
        try {
            move = client.resource(changed).updateStatus();
            return new Writing.Written();
        } catch (KubernetesClientException refused) {
            return refused.getCode() == HttpURLConnection.HTTP_CONFLICT
                    ? new Writing.Conflict()
                    : new Writing.Failed(String.valueOf(refused.getMessage()));
        }
    }

    /** What is undone is undone before the target owns the processes, or never. */
    private static boolean takesBack(CoordinatorState state) {
        return state instanceof CoordinatorState.RollingBack
                || state instanceof CoordinatorState.GivingBack
                || (state instanceof CoordinatorState.InDoubt doubt && takesBack(doubt.suspended()));
    }

    private CheckpointRestoreStatusBuilder next(CoordinatorState state, Optional<Pod> replacement) {
        CheckpointRestoreStatus before = status();
        String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
        long epoch = Math.max(before.epoch(), state.epoch().value());
        CheckpointRestoreStatusBuilder next = before.toBuilder()
                .phase(StatusCodec.phase(state))
                .step(StatusCodec.step(state))
                .epoch(epoch)
                .owner(epoch > 1 ? Owner.TARGET : Owner.SOURCE)
                .target(target(state, replacement))
                .message(message(state))
                .observedGeneration(
                        Objects.requireNonNullElse(move.getMetadata().getGeneration(), 0L));
        StatusCodec.failure(state).map(StatusCodec::written).ifPresent(next::failure);
        measurements.writeTo(next);
        if (before.startedAt() == null) {
            next.startedAt(now);
        }
        if (before.phase() != StatusCodec.phase(state) || before.phaseSince() == null) {
            next.phaseSince(now);
        }
        if (state instanceof CoordinatorState.Ended) {
            next.endedAt(now);
        }
        return next;
    }

    private TargetPod target(CoordinatorState state, Optional<Pod> seen) {
        TargetPod before = status().target();
        return state.replacement()
                .map(replacement -> {
                    boolean same = before != null
                            && before.podUID().equals(replacement.pod().value());
                    String name = seen.map(pod -> pod.getMetadata().getName()).orElse(same ? before.pod() : "unknown");
                    String known = same && before.podIP() != null ? before.podIP() : "";
                    String address = seen.map(pod -> pod.getStatus().getPodIP()).orElse(known);
                    return StatusCodec.target(
                            replacement,
                            name,
                            measurements.podAddress().isEmpty() ? address : measurements.podAddress());
                })
                .orElse(before);
    }

    private static String message(CoordinatorState state) {
        return StatusCodec.failure(state).map(Failure::message).orElse("");
    }
}

package io.drover.actuators.migration;

import io.drover.agent.api.v1.ContainerProgress;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.protocol.Role;
import io.drover.crds.migration.v1alpha1.CheckpointRestoreStatusBuilder;
import io.drover.crds.migration.v1alpha1.MovedContainerStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The last words of both agents, and the sizes and durations in them. Thread safe. */
final class Measurements {

    private static final long MICROS = 1000;
    private final Map<Role, MigrationStatus> last = new ConcurrentHashMap<>();

    void take(Role role, MigrationStatus status) {
        last.put(role, status);
    }

    /** The target's pod address as its agent sees it; empty before it is ready. */
    String podAddress() {
        return of(Role.TARGET).getPodIp();
    }

    /** Adds what is known; what is not leaves the values from before. */
    void writeTo(CheckpointRestoreStatusBuilder status) {
        MigrationStatus source = of(Role.SOURCE);
        MigrationStatus target = of(Role.TARGET);
        if (source.getFrozenAtUnixMs() > 0 && target.getRunningAtUnixMs() > 0) {
            status.freezeMillis(Math.max(0, target.getRunningAtUnixMs() - source.getFrozenAtUnixMs()));
        }
        if (source.getSentBytes() > 0) {
            status.transferredBytes(source.getSentBytes());
        }
        Map<String, Long> stages = new TreeMap<>();
        source.getStageUsMap().forEach((stage, micros) -> stages.put(stage, micros / MICROS));
        target.getStageUsMap().forEach((stage, micros) -> stages.put(stage, micros / MICROS));
        if (!stages.isEmpty()) {
            status.stageMillis(stages);
        }
        Map<String, MovedContainerStatus> containers = new TreeMap<>();
        source.getContainersList().forEach(one -> containers.put(one.getName(), moved(one, restoredIn(target, one))));
        if (!containers.isEmpty()) {
            status.containers(containers.values().stream().toList());
        }
    }

    private static MovedContainerStatus moved(ContainerProgress source, long restoreMicros) {
        return new MovedContainerStatus(
                source.getName(), source.getImageBytes(), source.getDumpUs() / MICROS, restoreMicros / MICROS);
    }

    private static long restoredIn(MigrationStatus target, ContainerProgress source) {
        return target.getContainersList().stream()
                .filter(one -> one.getName().equals(source.getName()))
                .mapToLong(ContainerProgress::getRestoreUs)
                .findFirst()
                .orElse(0);
    }

    private MigrationStatus of(Role role) {
        return last.getOrDefault(role, MigrationStatus.getDefaultInstance());
    }
}

package io.drover.actuators.migration;

import java.time.Duration;

/**
 * Where agents are, and how long things may take.
 *
 * @param agentNamespace where the agents' pods are
 * @param agentPort on the nodes' own addresses
 * @param tick between two looks at the cluster
 * @param retry between two goes at what is owed
 * @param agentSilence after which an agent counts as unreachable
 * @param preparation of the source
 * @param replacement from the release until the target is ready to receive
 * @param freeze from the word to freeze until everything is restored, beyond the probes' budget
 * @param readiness from running until ready in the endpoints, then the source is removed nevertheless
 * @param ticketLife for which a command's ticket is valid
 */
public record MigrationSettings(
        String agentNamespace,
        int agentPort,
        Duration tick,
        Duration retry,
        Duration agentSilence,
        Duration preparation,
        Duration replacement,
        Duration freeze,
        Duration readiness,
        Duration ticketLife) {

    /** What is right for most clusters. */
    public static MigrationSettings defaults(String agentNamespace, int agentPort) {
        return new MigrationSettings(
                agentNamespace,
                agentPort,
                Duration.ofMillis(250),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5));
    }
}

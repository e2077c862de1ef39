package io.drover.operator.settings;

import java.time.ZoneId;
import java.util.Set;

/**
 * What the operator has to be told. Each component is the environment variable {@code DROVER_} and its name in capitals.
 *
 * @param namespace where the operator keeps its Lease, keys and brakes
 * @param podName who it is in the leader election
 * @param httpPort metrics, liveness and readiness
 * @param webhookPort admission
 * @param webhookHosts names and addresses by which the API server may call the webhook, beside those of its Service
 * @param agentPort where node agents listen on their nodes' addresses
 * @param leaderElection false only for a single process that runs outside of the cluster
 * @param zone in which policies count hours
 * @param freshSidecars containers that are left out of a checkpoint
 * @param logLevel error, warn, info, debug or trace
 */
public record Settings(
        String namespace,
        String podName,
        int httpPort,
        int webhookPort,
        Set<String> webhookHosts,
        int agentPort,
        boolean leaderElection,
        ZoneId zone,
        Set<String> freshSidecars,
        String logLevel) {

    public Settings {
        webhookHosts = Set.copyOf(webhookHosts);
        freshSidecars = Set.copyOf(freshSidecars);
    }
}

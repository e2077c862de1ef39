package io.drover.actuators.migration;

import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.protocol.CoordinatorEvent;
import io.drover.agent.protocol.Role;
import io.drover.values.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** The two agents of one migration: their streams of states, and for how long each has been silent. One thread, but for the streams. */
final class Contacts implements AutoCloseable {

    private final AgentClients agents;
    private final String migrationId;
    private final BlockingQueue<CoordinatorEvent> inbox;
    private final Measurements measurements;
    private final InstantSource clock;
    private final Duration silence;
    private final Map<Role, AgentClient> clients = new EnumMap<>(Role.class);
    private final Map<Role, AgentClient.Watch> watches = new ConcurrentHashMap<>();
    private final Map<Role, Instant> silentSince = new ConcurrentHashMap<>();

    Contacts(
            AgentClients agents,
            String migrationId,
            BlockingQueue<CoordinatorEvent> inbox,
            Measurements measurements,
            InstantSource clock,
            Duration silence) {
        this.agents = agents;
        this.migrationId = migrationId;
        this.inbox = inbox;
        this.measurements = measurements;
        this.clock = clock;
        this.silence = silence;
    }

    /** The agent of this role's node; asked for again after it could not be reached. */
    Optional<AgentClient> agent(Role role, NodeName node) {
        AgentClient known = clients.get(role);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<AgentClient> found = agents.on(node);
        found.ifPresent(client -> clients.put(role, client));
        return found;
    }

    /** The agent of a node that has no part in this migration, or not the part that is asked for. */
    Optional<AgentClient> elsewhere(NodeName node) {
        return agents.on(node);
    }

    /** Hears every state of this role from now on, if that is not so already. */
    void listen(Role role, NodeName node) {
        if (watches.containsKey(role)) {
            return;
        }
        agent(role, node).ifPresent(client -> {
            // The stream may end before the call that begins it returns.
            watches.put(role, () -> {});
            AgentClient.Watch watch = client.watch(
                    migrationId,
                    wire(role),
                    status -> {
                        silentSince.remove(role);
                        heard(role, status);
                    },
                    () -> watches.remove(role),
                    () -> {
                        silentSince.putIfAbsent(role, clock.instant());
                        watches.remove(role);
                    });
            watches.computeIfPresent(role, (same, begun) -> watch);
        });
    }

    /** An answer or a report of the agent. */
    void heard(Role role, MigrationStatus status) {
        if (status.getStateValue() != 0) {
            measurements.take(role, status);
            inbox.add(AgentReports.event(role, status));
        }
    }

    void answered(Role role) {
        silentSince.remove(role);
    }

    void didNotAnswer(Role role) {
        clients.remove(role);
        silentSince.putIfAbsent(role, clock.instant());
    }

    /** It answers, but not with what has to be known. */
    void doesNotHelp(Role role) {
        silentSince.putIfAbsent(role, clock.instant());
    }

    /** The sides that have not answered for too long. */
    List<CoordinatorEvent> unreachable() {
        List<CoordinatorEvent> events = new ArrayList<>();
        silentSince.forEach((role, since) -> {
            if (Duration.between(since, clock.instant()).compareTo(silence) > 0) {
                events.add(new CoordinatorEvent.AgentUnreachable(role));
            }
        });
        return events;
    }

    @Override
    public void close() {
        watches.values().forEach(AgentClient.Watch::close);
        watches.clear();
    }

    private static io.drover.agent.api.v1.Role wire(Role role) {
        return role == Role.SOURCE ? io.drover.agent.api.v1.Role.SOURCE : io.drover.agent.api.v1.Role.TARGET;
    }
}

package io.drover.agent.journal;

import static io.drover.agent.api.v1.AgentState.MIGRATION_FAILED;
import static io.drover.agent.api.v1.AgentState.SOURCE_COMMITTING;
import static io.drover.agent.api.v1.AgentState.SOURCE_DUMPING;
import static io.drover.agent.api.v1.AgentState.SOURCE_FREEZING;
import static io.drover.agent.api.v1.AgentState.SOURCE_GONE;
import static io.drover.agent.api.v1.AgentState.SOURCE_PREPARED;
import static io.drover.agent.api.v1.AgentState.SOURCE_SEALED;
import static io.drover.agent.api.v1.AgentState.SOURCE_SENDING;
import static io.drover.agent.api.v1.AgentState.SOURCE_THAWED;
import static io.drover.agent.api.v1.AgentState.TARGET_BOUND;
import static io.drover.agent.api.v1.AgentState.TARGET_DESTROYED;
import static io.drover.agent.api.v1.AgentState.TARGET_READY;
import static io.drover.agent.api.v1.AgentState.TARGET_RECEIVED;
import static io.drover.agent.api.v1.AgentState.TARGET_RECEIVING;
import static io.drover.agent.api.v1.AgentState.TARGET_RESTORED;
import static io.drover.agent.api.v1.AgentState.TARGET_RESTORING;
import static io.drover.agent.api.v1.AgentState.TARGET_RUNNING;

import io.drover.agent.api.v1.AgentState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which state of an agent may follow which. Pure. */
public final class StateOrder {

    private static final Map<AgentState, Set<AgentState>> NEXT = Map.ofEntries(
            Map.entry(SOURCE_PREPARED, EnumSet.of(SOURCE_FREEZING, SOURCE_THAWED, MIGRATION_FAILED)),
            Map.entry(SOURCE_FREEZING, EnumSet.of(SOURCE_DUMPING, SOURCE_THAWED, MIGRATION_FAILED)),
            Map.entry(SOURCE_DUMPING, EnumSet.of(SOURCE_SENDING, SOURCE_THAWED, MIGRATION_FAILED)),
            Map.entry(SOURCE_SENDING, EnumSet.of(SOURCE_SEALED, SOURCE_THAWED, MIGRATION_FAILED)),
            Map.entry(SOURCE_SEALED, EnumSet.of(SOURCE_COMMITTING, SOURCE_THAWED, SOURCE_GONE)),
            Map.entry(SOURCE_COMMITTING, EnumSet.of(SOURCE_GONE)),
            Map.entry(TARGET_BOUND, EnumSet.of(TARGET_READY, TARGET_DESTROYED, MIGRATION_FAILED)),
            Map.entry(TARGET_READY, EnumSet.of(TARGET_BOUND, TARGET_RECEIVING, TARGET_DESTROYED, MIGRATION_FAILED)),
            Map.entry(TARGET_RECEIVING, EnumSet.of(TARGET_BOUND, TARGET_RECEIVED, TARGET_DESTROYED, MIGRATION_FAILED)),
            Map.entry(TARGET_RECEIVED, EnumSet.of(TARGET_BOUND, TARGET_RESTORING, TARGET_DESTROYED, MIGRATION_FAILED)),
            Map.entry(TARGET_RESTORING, EnumSet.of(TARGET_RESTORED, TARGET_DESTROYED, MIGRATION_FAILED)),
            Map.entry(TARGET_RESTORED, EnumSet.of(TARGET_RUNNING, TARGET_DESTROYED)),
            Map.entry(MIGRATION_FAILED, EnumSet.of(TARGET_DESTROYED, SOURCE_THAWED)));

    private StateOrder() {}

    /** Whether {@code to} may follow; staying where one is is always allowed. */
    public static boolean allows(AgentState from, AgentState to) {
        return from == to || NEXT.getOrDefault(from, Set.of()).contains(to);
    }
}

package io.drover.agent.protocol;

/** The failures that events from outside amount to while a migration can still be called off. */
final class External {

    private External() {}

    static Failure failure(CoordinatorState state, CoordinatorEvent.External event) {
        return switch (event) {
            case CoordinatorEvent.SourceDeleted ignored ->
                of(state, MigrationReason.SOURCE_DELETED, "somebody deleted the source pod");
            case CoordinatorEvent.ReplacementDeleted ignored ->
                of(state, MigrationReason.REPLACEMENT_DELETED, "the replacement was deleted");
            case CoordinatorEvent.ReplacementFailed(Failure failure) -> failure;
            case CoordinatorEvent.WorkloadDeleted ignored ->
                of(state, MigrationReason.WORKLOAD_DELETED, "the workload was deleted");
            case CoordinatorEvent.UnpausedByAnother ignored ->
                of(state, MigrationReason.UNPAUSED_BY_ANOTHER, "somebody else unpaused the workload");
            case CoordinatorEvent.RolloutStarted ignored ->
                of(state, MigrationReason.ROLLOUT_STARTED, "a rollout of the workload has begun");
            case CoordinatorEvent.NodeDrained(Role role) ->
                of(state, MigrationReason.TARGET_NODE_DRAINED, "the node of the " + role + " is being drained");
            case CoordinatorEvent.RecommendationDeleted ignored ->
                of(state, MigrationReason.RECOMMENDATION_DELETED, "the recommendation was deleted");
        };
    }

    private static Failure of(CoordinatorState state, MigrationReason reason, String message) {
        return Coordinator.failure(state, reason, message);
    }
}

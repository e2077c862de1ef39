package io.drover.operator.recommendation;

/** How far the move of one pod is, by its CheckpointRestore. */
sealed interface MoveProgress {

    /** Under way, or in doubt. */
    record Moving(String message) implements MoveProgress {}

    /** The processes run in the new pod. */
    record Moved(String message) implements MoveProgress {}

    /** Given up; the source runs, or its replacement was started cold. */
    record GivenUp(String reason, String message, boolean startedCold) implements MoveProgress {}
}

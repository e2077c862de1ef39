package io.drover.agent.protocol;

import io.drover.values.Reason;

/**
 * What went wrong in a migration.
 *
 * @param stage the state in which it was found, in words such as {@code Checkpointing}
 * @param message what was found, lower case without a full stop
 */
public record Failure(Reason reason, String stage, String message) {}

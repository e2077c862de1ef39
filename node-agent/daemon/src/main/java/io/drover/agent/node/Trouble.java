package io.drover.agent.node;

import io.drover.agent.api.v1.Failure;
import io.drover.values.Reason;

/**
 * Why a piece of work could not be done.
 *
 * @param message the value that was wrong and what would have been right
 */
public record Trouble(Reason reason, String message) {

    /** As the protocol's machines take it. */
    public io.drover.agent.protocol.Failure during(String stage) {
        return new io.drover.agent.protocol.Failure(reason, stage, message);
    }

    /** In the form of the API. */
    public Failure in(String stage) {
        return Failure.newBuilder()
                .setReason(reason.code())
                .setMessage(message)
                .setStage(stage)
                .build();
    }
}

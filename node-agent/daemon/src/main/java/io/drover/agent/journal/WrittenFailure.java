package io.drover.agent.journal;

import io.drover.agent.protocol.Failure;

/** Failures in the words of the API. */
final class WrittenFailure {

    private WrittenFailure() {}

    static io.drover.agent.api.v1.Failure of(Failure failure) {
        return io.drover.agent.api.v1.Failure.newBuilder()
                .setReason(failure.reason().code())
                .setStage(failure.stage())
                .setMessage(failure.message())
                .build();
    }
}

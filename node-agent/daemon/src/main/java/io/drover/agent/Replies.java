package io.drover.agent;

import io.drover.agent.api.v1.AgentState;
import io.drover.agent.api.v1.MigrationStatus;
import io.drover.agent.checkpoint.CheckpointReason;
import io.drover.agent.journal.MigrationRecord;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ways to end a gRPC call. What was not foreseen is logged here, once, and reaches no caller. */
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    static <T> void give(StreamObserver<T> reply, Supplier<T> answer) {
        T value;
        try {
            value = answer.get();
        } catch (RuntimeException unforeseen) {
            LOG.atError().setCause(unforeseen).log("a call failed in a way that was not foreseen");
            reply.onError(Status.INTERNAL
                    .withDescription("the agent failed, see its log: " + unforeseen.getMessage())
                    .asRuntimeException());
            return;
        }
        reply.onNext(value);
        reply.onCompleted();
    }

    /** Work that may fail for the node's disk. */
    interface Io {
        Optional<Trouble> work() throws IOException;
    }

    static Optional<Trouble> io(Io work) {
        try {
            return work.work();
        } catch (IOException refused) {
            return Optional.of(new Trouble(CheckpointReason.NODE_IO, refused.toString()));
        }
    }

    /** Sends the status now and at every change, until the caller has enough. */
    static void stream(StreamObserver<MigrationStatus> reply, MigrationRecord record) {
        Object lock = new Object();
        ServerCallStreamObserver<MigrationStatus> call = (ServerCallStreamObserver<MigrationStatus>) reply;
        MigrationRecord.Watch[] watch = new MigrationRecord.Watch[1];
        call.setOnCancelHandler(() -> {
            synchronized (lock) {
                if (watch[0] != null) {
                    watch[0].close();
                }
            }
        });
        synchronized (lock) {
            watch[0] = record.watch(status -> {
                synchronized (lock) {
                    if (!call.isCancelled()) {
                        call.onNext(status);
                        if (status.getState() == AgentState.MIGRATION_FORGOTTEN) {
                            call.onCompleted();
                        }
                    }
                }
            });
            if (call.isCancelled()) {
                watch[0].close();
            }
        }
        LOG.atDebug().addKeyValue(LogKeys.MIGRATION, record.id()).log("watched");
    }
}

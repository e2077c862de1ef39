package io.drover.agent;

import io.drover.agent.api.v1.ImageChunk;
import io.drover.agent.api.v1.ImageHeader;
import io.drover.agent.api.v1.ImageReceipt;
import io.drover.agent.node.LogKeys;
import io.drover.agent.node.Trouble;
import io.drover.agent.restore.TargetMigration;
import io.drover.agent.transfer.ImageReceiver;
import io.drover.agent.transfer.TransferReason;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One image that comes in. gRPC calls it from one thread at a time, and asks for the next chunk when the last one is on disk. */
final class ImageArrival implements StreamObserver<ImageChunk> {

    private static final Logger LOG = LoggerFactory.getLogger(ImageArrival.class);

    private final Migrations migrations;
    private final PeerGate gate;
    private final StreamObserver<ImageReceipt> reply;
    private @Nullable TargetMigration target;
    private @Nullable ImageReceiver receiver;
    private String container = "";
    private boolean answered;

    ImageArrival(Migrations migrations, PeerGate gate, StreamObserver<ImageReceipt> reply) {
        this.migrations = migrations;
        this.gate = gate;
        this.reply = reply;
    }

    @Override
    public void onNext(ImageChunk chunk) {
        if (answered) {
            return;
        }
        Optional<Trouble> trouble = receiver == null ? begin(chunk) : receiver.take(chunk);
        trouble.ifPresent(this::refuse);
    }

    @Override
    public void onError(Throwable broken) {
        if (!answered) {
            answered = true;
            close();
            notReceived(new Trouble(TransferReason.IMAGE_INCOMPLETE, "the stream broke: " + broken.getMessage()));
        }
    }

    @Override
    public void onCompleted() {
        if (answered) {
            return;
        }
        Optional<Trouble> trouble = receiver == null
                ? Optional.of(new Trouble(TransferReason.IMAGE_INCOMPLETE, "the stream ended without a header"))
                : receiver.end();
        if (trouble.isPresent()) {
            refuse(trouble.get());
            return;
        }
        long bytes = receiver == null ? 0 : receiver.bytes();
        close();
        if (target != null) {
            target.received(container, bytes);
        }
        answered = true;
        reply.onNext(ImageReceipt.newBuilder().setBytes(bytes).build());
        reply.onCompleted();
    }

    private Optional<Trouble> begin(ImageChunk chunk) {
        if (chunk.getPartCase() != ImageChunk.PartCase.HEADER) {
            return Optional.of(new Trouble(TransferReason.STREAM_MALFORMED, "the stream does not begin with a header"));
        }
        ImageHeader header = chunk.getHeader();
        container = header.getContainerName();
        return gate.image(header.getOrder())
                .or(() -> switch (migrations.peersTarget(header.getOrder().getMigration())) {
                    case Migrations.PeersTarget.Refused(Trouble trouble) -> Optional.of(trouble);
                    case Migrations.PeersTarget.Known(var found) -> begin(found, header);
                });
    }

    private Optional<Trouble> begin(TargetMigration found, ImageHeader header) {
        return switch (found.receive(header)) {
            case TargetMigration.Reception.Refused(Trouble trouble) -> Optional.of(trouble);
            case TargetMigration.Reception.Expected(var directory) -> {
                target = found;
                receiver = new ImageReceiver(directory);
                yield Optional.empty();
            }
        };
    }

    private void refuse(Trouble trouble) {
        answered = true;
        close();
        notReceived(trouble);
        reply.onNext(
                ImageReceipt.newBuilder().setFailure(trouble.in("TRANSFER")).build());
        reply.onCompleted();
    }

    private void notReceived(Trouble trouble) {
        LOG.atWarn()
                .addKeyValue(LogKeys.CONTAINER, container)
                .addKeyValue(LogKeys.REASON, trouble.reason().code())
                .addKeyValue(LogKeys.DETAIL, trouble.message())
                .log("image refused");
        if (target != null) {
            target.notReceived(trouble);
        }
    }

    private void close() {
        if (receiver != null) {
            try {
                receiver.close();
            } catch (IOException refused) {
                LOG.atWarn().addKeyValue(LogKeys.DETAIL, refused).log("an image file could not be closed");
            }
        }
    }
}

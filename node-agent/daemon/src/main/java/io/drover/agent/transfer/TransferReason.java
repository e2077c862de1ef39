package io.drover.agent.transfer;

import io.drover.values.Reason;

/** Why an image did not arrive. */
public enum TransferReason implements Reason {
    /** Chunks came in an order that makes no image, or with a path that leaves the image directory. */
    STREAM_MALFORMED("ImageStreamMalformed"),
    /** A file or the whole image has another length or checksum than the sender said. */
    IMAGE_DAMAGED("ImageDamaged"),
    /** The stream ended before its trailer. */
    IMAGE_INCOMPLETE("ImageIncomplete"),
    /** The receiver's file system is full. */
    IMAGE_SPACE_EXHAUSTED("ImageSpaceExhausted"),
    /** A file could not be read or written. */
    IMAGE_IO("ImageIoFailed"),
    /** The other agent could not be reached, or did not answer in time. */
    PEER_UNREACHABLE("PeerUnreachable"),
    /** The receiver does not expect this image. */
    IMAGE_UNEXPECTED("ImageUnexpected");

    private final String code;

    TransferReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

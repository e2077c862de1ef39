package io.drover.agent.packets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Finds attributes in netlink messages. Source: netlink(7). */
final class Attributes {

    private static final int TYPE = 0x3fff;

    private Attributes() {}

    /**
     * The value of the first attribute of a type.
     *
     * @param message in the machine's byte order or a value that this method gave
     * @param from where the attributes begin
     * @return a view in network byte order, valid as long as the message
     */
    static Optional<ByteBuffer> find(ByteBuffer message, int from, int type) {
        ByteBuffer headers = message.duplicate().order(ByteOrder.nativeOrder());
        int at = from;
        while (at + 4 <= headers.limit()) {
            int length = Short.toUnsignedInt(headers.getShort(at));
            if (length < 4 || at + length > headers.limit()) {
                return Optional.empty();
            }
            if ((headers.getShort(at + 2) & TYPE) == type) {
                return Optional.of(message.slice(at + 4, length - 4).order(ByteOrder.BIG_ENDIAN));
            }
            at += length + 3 & ~3;
        }
        return Optional.empty();
    }
}

package io.drover.agent.packets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one or more netlink messages one after another. Numbers in headers are in the machine's byte order, numbers of netfilter's
 * attributes in the network's. Source: netlink(7).
 */
final class NetlinkMessage {

    static final int REQUEST = 1;
    static final int ACK = 4;
    static final int DUMP = 0x300;
    static final int CREATE = 0x400;
    static final int EXCL = 0x200;
    static final int APPEND = 0x800;
    private static final int HEADER = 16;
    private static final int NESTED = 0x8000;

    private final ByteBuffer buffer = ByteBuffer.allocate(8192).order(ByteOrder.nativeOrder());
    private int start;

    /** Begins a message; the one before is complete. */
    NetlinkMessage begin(int type, int flags, int sequence) {
        start = buffer.position();
        buffer.putInt(HEADER)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0);
        return this;
    }

    /** The header of netfilter's messages. */
    NetlinkMessage netfilter(int family, int resource) {
        return raw(new byte[] {(byte) family, 0, (byte) (resource >> 8), (byte) resource});
    }

    NetlinkMessage raw(byte[] data) {
        buffer.put(data);
        return aligned();
    }

    NetlinkMessage attribute(int type, byte[] data) {
        buffer.putShort((short) (4 + data.length)).putShort((short) type).put(data);
        return aligned();
    }

    /** An attribute that is a zero-terminated text. */
    NetlinkMessage text(int type, String value) {
        return attribute(type, (value + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    /** An attribute that is a number of 32 bits in network byte order. */
    NetlinkMessage number(int type, int value) {
        return attribute(type, network(value));
    }

    /** Begins an attribute that holds attributes; give the result to {@link #end}. */
    int nest(int type) {
        int at = buffer.position();
        buffer.putShort((short) 0).putShort((short) (type | NESTED));
        return at;
    }

    NetlinkMessage end(int nest) {
        buffer.putShort(nest, (short) (buffer.position() - nest));
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private NetlinkMessage aligned() {
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        buffer.putInt(start, buffer.position() - start);
        return this;
    }

    static byte[] network(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}

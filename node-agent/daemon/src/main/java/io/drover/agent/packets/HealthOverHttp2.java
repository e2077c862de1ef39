package io.drover.agent.packets;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Answers every gRPC call on one connection with a health status of SERVING. It speaks just as much HTTP/2 as a call without streaming
 * takes; the headers of the call are not decoded. Source: RFC 9113; RFC 7541, appendix A; gRPC over HTTP2; grpc.health.v1.
 */
final class HealthOverHttp2 {

    /** What a client says first, after the first three letters. */
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int LONGEST_FRAME = 1 << 14;

    private static final byte STATUS_200 = (byte) 0x88;
    private static final byte[] CONTENT_TYPE_IS = {0x0f, 0x10};
    private static final byte[] SERVING = {0, 0, 0, 0, 2, 0x08, 0x01};

    private final DataInputStream in;
    private final OutputStream out;

    HealthOverHttp2(DataInputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Serves a client whose preface was read, until it goes away. */
    void serve() throws IOException {
        write(SETTINGS, 0, 0, new byte[0]);
        while (serveFrame()) {
            out.flush();
        }
    }

    private boolean serveFrame() throws IOException {
        int lengthAndType;
        try {
            lengthAndType = in.readInt();
        } catch (EOFException gone) {
            return false;
        }
        int length = lengthAndType >>> 8;
        int type = lengthAndType & 0xff;
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & 0x7fff_ffff;
        if (length > LONGEST_FRAME || type == GO_AWAY) {
            return false;
        }
        byte[] payload = in.readNBytes(length);
        if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
            write(type, ACK, 0, type == PING ? payload : new byte[0]);
        } else if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            answer(stream);
        }
        return true;
    }

    private void answer(int stream) throws IOException {
        byte[] contentType = "application/grpc".getBytes(StandardCharsets.US_ASCII);
        write(
                HEADERS,
                END_HEADERS,
                stream,
                ByteBuffer.allocate(4 + contentType.length)
                        .put(STATUS_200)
                        .put(CONTENT_TYPE_IS)
                        .put((byte) contentType.length)
                        .put(contentType)
                        .array());
        write(DATA, 0, stream, SERVING);
        byte[] name = "grpc-status".getBytes(StandardCharsets.US_ASCII);
        write(
                HEADERS,
                END_HEADERS | END_STREAM,
                stream,
                ByteBuffer.allocate(4 + name.length)
                        .put((byte) 0)
                        .put((byte) name.length)
                        .put(name)
                        .put((byte) 1)
                        .put((byte) '0')
                        .array());
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
    }
}

package io.drover.agent.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;
import jdk.net.ExtendedSocketOptions;

/**
 * Frames over one connection. A frame has 20 bytes before its payload: length of the payload (4), kind (1), three zeros, the frame's
 * number in its direction (8), CRC32C of these 16 bytes and the payload (4). An authenticated cipher can take the place of the checksum:
 * the number is its nonce, the first 16 bytes are what is authenticated beside the payload. One thread may write and one may read; any
 * may close, which ends both.
 *
 * <p>Nothing here needs compiled code to be fast: the work is done by the kernel and by an intrinsic that the interpreter has as well.
 */
final class FrameChannel implements AutoCloseable {

    /** The longest payload. */
    static final int LONGEST = 1 << 20;

    private static final int HEADER = 20;
    private static final int CHECKED = 16;
    private static final int SOCKET_BUFFER = 4 << 20;

    private final SocketChannel socket;
    private final CRC32C written = new CRC32C();
    private final CRC32C read = new CRC32C();
    private final ByteBuffer headerOut = ByteBuffer.allocateDirect(HEADER);
    private final ByteBuffer headerIn = ByteBuffer.allocateDirect(HEADER);
    private final ByteBuffer payloadIn = ByteBuffer.allocateDirect(LONGEST);
    private long nextOut;
    private long nextIn;

    /** @param socket connected and blocking */
    FrameChannel(SocketChannel socket) throws IOException {
        this.socket = socket;
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        // A peer whose node has gone says nothing: the kernel finds out in about 20 seconds.
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 10);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 5);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 2);
    }

    /** What a payload is. */
    enum Kind {
        /** The key that was given for this connection. */
        KEY(0),
        /** An {@code ImagePart}, or an {@code ImageReceipt} in the other direction. */
        MESSAGE(1),
        /** Content of the file that was begun. */
        DATA(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) throws Damaged {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new Damaged("a frame of kind " + code);
        }
    }

    /**
     * One frame.
     *
     * @param payload valid until the next one is read
     */
    record Frame(Kind kind, ByteBuffer payload) {}

    /** A frame that is damaged, out of order, or none. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(String what) {
            super(what);
        }
    }

    /** Writes all that remains of the payload as one frame. */
    void write(Kind kind, ByteBuffer payload) throws IOException {
        headerOut.clear();
        headerOut.putInt(payload.remaining()).putInt(kind.code << 24).putLong(nextOut++);
        written.reset();
        written.update(headerOut.duplicate().flip());
        written.update(payload.duplicate());
        headerOut.putInt((int) written.getValue()).flip();
        ByteBuffer[] both = {headerOut, payload};
        while (payload.hasRemaining() || headerOut.hasRemaining()) {
            socket.write(both);
        }
    }

    /**
     * Reads the next frame.
     *
     * @throws EOFException when the other side has ended the connection between two frames
     * @throws Damaged when what came is not the next frame as it was sent
     */
    Frame read() throws IOException {
        fill(headerIn.clear(), true);
        int length = headerIn.getInt(0);
        Kind kind = Kind.of(headerIn.get(4));
        if (length < 0 || length > LONGEST) {
            throw new Damaged("a frame with " + length + " bytes, at most " + LONGEST);
        }
        fill(payloadIn.clear().limit(length), false);
        read.reset();
        read.update(headerIn.duplicate().clear().limit(CHECKED));
        read.update(payloadIn.duplicate().rewind());
        if (headerIn.getInt(CHECKED) != (int) read.getValue() || headerIn.getLong(8) != nextIn) {
            throw new Damaged("frame " + nextIn + " with " + length + " bytes does not have its checksum or number");
        }
        nextIn++;
        return new Frame(kind, payloadIn.flip());
    }

    /** Whether something has come that was not read. */
    boolean hasCome() throws IOException {
        return socket.socket().getInputStream().available() > 0;
    }

    /**
     * Writes nothing more, and throws away what comes until the other side ends the connection: it must be able to read what was written
     * last, and a connection that is closed on data that nobody read is reset.
     */
    void drain() throws IOException {
        socket.shutdownOutput();
        while (socket.read(payloadIn.clear()) >= 0) {
            // Thrown away.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill(ByteBuffer buffer, boolean mayEnd) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                if (mayEnd && buffer.position() == 0) {
                    throw new EOFException("the connection was ended");
                }
                throw new Damaged("the connection was ended inside a frame");
            }
        }
    }
}

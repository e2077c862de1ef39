package io.drover.agent.packets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A netlink socket in one network namespace. It may be used from any thread, by one at a time. Source: netlink(7).
 */
final class NetlinkSocket implements AutoCloseable {

    /** Kernel protocols. */
    static final int ROUTE = 0;

    static final int NETFILTER = 12;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NO_ENOBUFS = 5;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int ERROR_MESSAGE = 2;
    private static final int DONE_MESSAGE = 3;
    private static final int ANSWER_TIMEOUT_MILLIS = 2000;
    private static final int EIO = 5;

    private final Libraries libraries;
    private final int fd;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 17).order(ByteOrder.nativeOrder());

    private NetlinkSocket(Libraries libraries, int fd) {
        this.libraries = libraries;
        this.fd = fd;
    }

    /** Opens a socket in the namespace of the given thread. */
    static Attempt<NetlinkSocket> open(NamespaceThread namespace, Libraries libraries, int protocol) {
        return namespace.call(() -> {
            int fd = libraries.libc().socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
            if (fd < 0) {
                return libraries.refused(PacketReason.NETWORK_NAMESPACE_CLOSED, "netlink socket", libraries.errno());
            }
            return new Attempt.Worked<>(new NetlinkSocket(libraries, fd));
        });
    }

    /** Makes room for many messages, and drops rather than fails when even that is too little. */
    void receiveMuch(int bytes) {
        libraries.libc().setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, new int[] {bytes}, 4);
        libraries.libc().setsockopt(fd, SOL_NETLINK, NO_ENOBUFS, new int[] {1}, 4);
    }

    /** Sends without waiting for an answer; gives 0, or the error number of the call itself. */
    int send(byte[] messages) {
        return libraries.libc().send(fd, messages, messages.length, 0) < 0 ? libraries.errno() : 0;
    }

    /**
     * Sends messages of which the last one asks for an acknowledgement, and reads answers up to it, or up to the end of a listing.
     *
     * @param answers gets every message that is neither an acknowledgement nor an end, from its header on; valid during the call
     * @return 0, or the first error number that the kernel answered
     */
    int ask(byte[] messages, int lastSequence, Consumer<ByteBuffer> answers) {
        int sent = send(messages);
        if (sent != 0) {
            return sent;
        }
        while (awaitReadable(ANSWER_TIMEOUT_MILLIS)) {
            OptionalInt end = readAnswers(lastSequence, answers);
            if (end.isPresent()) {
                return end.getAsInt();
            }
        }
        return EIO;
    }

    private OptionalInt readAnswers(int lastSequence, Consumer<ByteBuffer> answers) {
        int[] result = {-1};
        receive(message -> {
            int type = Short.toUnsignedInt(message.getShort(message.position() + 4));
            int sequence = message.getInt(message.position() + 8);
            if (type == ERROR_MESSAGE) {
                int errno = -message.getInt(message.position() + 16);
                if (errno != 0 || sequence == lastSequence) {
                    result[0] = Math.max(result[0], errno);
                }
            } else if (type == DONE_MESSAGE) {
                result[0] = Math.max(result[0], 0);
            } else {
                answers.accept(message);
            }
        });
        return result[0] < 0 ? OptionalInt.empty() : OptionalInt.of(result[0]);
    }

    /** Waits until something can be read. */
    boolean awaitReadable(int millis) {
        byte[] pollfd = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(fd)
                .putShort((short) 1)
                .putShort((short) 0)
                .array();
        return libraries.libc().poll(pollfd, 1, millis) > 0;
    }

    /**
     * Reads one datagram if there is one.
     *
     * @return whether there was one
     */
    boolean receive(Consumer<ByteBuffer> messages) {
        long length = libraries.libc().recv(fd, incoming, incoming.capacity(), MSG_DONTWAIT);
        if (length < 0) {
            int errno = libraries.errno();
            return errno == EINTR && errno != EAGAIN;
        }
        int at = 0;
        while (at + 16 <= length) {
            int size = incoming.getInt(at);
            messages.accept(incoming.slice(at, size).order(ByteOrder.nativeOrder()));
            at += (size + 3) & ~3;
        }
        return length > 0;
    }

    @Override
    public void close() {
        libraries.libc().close(fd);
    }
}

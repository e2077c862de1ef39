package io.drover.agent.packets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** A server that sends back what it gets, and that can be stopped and moved with its connections as CRIU would do it. */
final class EchoServer implements AutoCloseable {

    private static final RepairLibC LIBC =
            LibraryLoader.create(RepairLibC.class).load("c");
    private static final int LINGER = 13;
    private static final int TCP = 6;
    private static final int REPAIR = 19;
    private static final int REPAIR_QUEUE = 20;
    private static final int QUEUE_SEQ = 21;
    private static final int REPAIR_OPTIONS = 22;
    private static final int TIMESTAMP = 24;
    private static final int REPAIR_WINDOW = 29;
    private static final int RECEIVE = 1;
    private static final int SEND = 2;

    private final List<Integer> descriptors = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final int listener;
    private volatile boolean frozen;

    @SuppressWarnings("ArrayRecordComponent")
    record Image(
            byte[] local,
            byte[] remote,
            int sendSeq,
            int receiveSeq,
            byte[] toSend,
            byte[] toRead,
            byte[] info,
            int mss,
            byte[] timestamp,
            byte[] window) {}

    private EchoServer(int listener) {
        this.listener = listener;
    }

    static EchoServer listen(NamespaceThread namespace, int port) {
        return namespace.call(() -> {
            int fd = check(LIBC.socket(2, 1, 0), "socket");
            set(fd, 1, 2, 1);
            byte[] any = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 2)
                    .order(ByteOrder.BIG_ENDIAN)
                    .putShort((short) port)
                    .array();
            check(LIBC.bind(fd, any, 16), "bind");
            check(LIBC.listen(fd, 64), "listen");
            return new EchoServer(fd);
        });
    }

    /** Opens a connection of its own, on which it echoes like on the others. */
    void connectTo(NamespaceThread namespace, String address, int port) {
        byte[] there = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 2)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) port)
                .putInt(io.drover.agent.connections.Ipv4.parse(address).bits())
                .array();
        namespace.call(() -> {
            int fd = check(LIBC.socket(2, 1, 0), "socket");
            check(LIBC.connect(fd, there, 16), "connect");
            return descriptors.add(fd);
        });
    }

    /** Lets it run; sockets that are there already are served again. */
    void run() {
        frozen = false;
        start(this::acceptAll);
        descriptors.forEach(fd -> start(() -> echo(fd)));
    }

    private void start(Runnable work) {
        threads.add(Thread.ofPlatform().daemon().start(work));
    }

    private void acceptAll() {
        while (!frozen) {
            if (readable(listener)) {
                int fd = LIBC.accept(listener, new byte[16], new int[] {16});
                if (fd >= 0) {
                    descriptors.add(fd);
                    start(() -> echo(fd));
                }
            }
        }
    }

    private void echo(int fd) {
        byte[] data = new byte[4096];
        while (!frozen) {
            if (readable(fd)) {
                long length = LIBC.recv(fd, data, data.length, 0);
                if (length <= 0) {
                    return;
                }
                LIBC.send(fd, data, length, 0x4000);
            }
        }
    }

    private static boolean readable(int fd) {
        byte[] pollfd = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(fd)
                .putShort((short) 1)
                .putShort((short) 0)
                .array();
        return LIBC.poll(pollfd, 1, 5) > 0;
    }

    /** Stops it where it is; its kernel goes on by itself. */
    void freeze() {
        frozen = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    /** Ends all its connections with RST. */
    void reset() {
        freeze();
        byte[] lingerForNothing = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(1)
                .putInt(0)
                .array();
        descriptors.forEach(fd -> {
            check(LIBC.setsockopt(fd, 1, LINGER, lingerForNothing, 8), "linger");
            LIBC.close(fd);
        });
        descriptors.clear();
    }

    /** Takes the connections out of their kernel without a word to the peers. */
    List<Image> dump() {
        var images = new ArrayList<Image>();
        for (int fd : descriptors) {
            set(fd, TCP, REPAIR, 1);
            byte[] toSend = peek(fd, SEND);
            int sendSeq = get(fd, QUEUE_SEQ) - toSend.length;
            byte[] toRead = peek(fd, RECEIVE);
            int receiveSeq = get(fd, QUEUE_SEQ) - toRead.length;
            byte[] local = new byte[16];
            byte[] remote = new byte[16];
            check(LIBC.getsockname(fd, local, new int[] {16}), "getsockname");
            check(LIBC.getpeername(fd, remote, new int[] {16}), "getpeername");
            images.add(new Image(
                    local,
                    remote,
                    sendSeq,
                    receiveSeq,
                    toSend,
                    toRead,
                    bytes(fd, 11, 104),
                    get(fd, 2),
                    bytes(fd, TIMESTAMP, 4),
                    bytes(fd, REPAIR_WINDOW, 20)));
            LIBC.close(fd);
        }
        descriptors.clear();
        return images;
    }

    /** Puts connections into this server, which does not run yet. */
    void restore(NamespaceThread namespace, List<Image> images) {
        namespace.call(() -> {
            images.forEach(image -> descriptors.add(restored(image)));
            return true;
        });
    }

    private static int restored(Image image) {
        int fd = check(LIBC.socket(2, 1, 0), "socket");
        set(fd, TCP, REPAIR, 1);
        check(LIBC.bind(fd, image.local(), 16), "bind to the old address");
        set(fd, TCP, REPAIR_QUEUE, SEND);
        set(fd, TCP, QUEUE_SEQ, image.sendSeq());
        set(fd, TCP, REPAIR_QUEUE, RECEIVE);
        set(fd, TCP, QUEUE_SEQ, image.receiveSeq());
        check(LIBC.connect(fd, image.remote(), 16), "connect in repair mode");
        byte options = image.info()[5];
        byte scale = image.info()[6];
        option(fd, 2, image.mss());
        if ((options & 4) != 0) {
            option(fd, 3, (scale & 15) | (scale >> 4 & 15) << 16);
        }
        if ((options & 2) != 0) {
            option(fd, 4, 0);
        }
        if ((options & 1) != 0) {
            option(fd, 8, 0);
            check(LIBC.setsockopt(fd, TCP, TIMESTAMP, image.timestamp(), 4), "timestamp");
        }
        fill(fd, RECEIVE, image.toRead());
        fill(fd, SEND, image.toSend());
        check(LIBC.setsockopt(fd, TCP, REPAIR_WINDOW, image.window(), 20), "window");
        set(fd, TCP, REPAIR, 0);
        return fd;
    }

    private static void fill(int fd, int queue, byte[] data) {
        if (data.length > 0) {
            set(fd, TCP, REPAIR_QUEUE, queue);
            check((int) LIBC.send(fd, data, data.length, 0), "fill queue");
        }
    }

    private static byte[] peek(int fd, int queue) {
        set(fd, TCP, REPAIR_QUEUE, queue);
        byte[] data = new byte[1 << 16];
        long length = LIBC.recv(fd, data, data.length, 0x2 | 0x40);
        return Arrays.copyOf(data, (int) Math.max(0, length));
    }

    private static void option(int fd, int code, int value) {
        byte[] both = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(code)
                .putInt(value)
                .array();
        check(LIBC.setsockopt(fd, TCP, REPAIR_OPTIONS, both, 8), "option " + code);
    }

    private static void set(int fd, int level, int option, int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        check(LIBC.setsockopt(fd, level, option, bytes, 4), "setsockopt " + option);
    }

    private static int get(int fd, int option) {
        return ByteBuffer.wrap(bytes(fd, option, 4))
                .order(ByteOrder.nativeOrder())
                .getInt();
    }

    private static byte[] bytes(int fd, int option, int length) {
        byte[] value = new byte[length];
        check(LIBC.getsockopt(fd, TCP, option, value, new int[] {length}), "getsockopt " + option);
        return value;
    }

    private static int check(int result, String what) {
        if (result < 0) {
            throw new IllegalStateException(what + ": errno " + LastError.getLastError(Runtime.getRuntime(LIBC)));
        }
        return result;
    }

    @Override
    public void close() {
        freeze();
        descriptors.forEach(LIBC::close);
        LIBC.close(listener);
    }
}

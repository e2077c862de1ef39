package io.drover.agent.packets;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A packet queue of the kernel, bound in one network namespace. The kernel keeps the packets; this end only remembers the number of the
 * last one, and gives one verdict on all of them. A thread reads all the time, for what is not read is lost when its buffer is full.
 *
 * <p>It speaks netlink itself rather than through libnetfilter_queue: that library hands packets to a callback, and a call from C into
 * Java for every packet is slower and harder to end than reading numbers.
 *
 * <p>Source: Linux include/uapi/linux/netfilter/nfnetlink_queue.h and net/netfilter/nfnetlink_queue.c.
 */
final class PacketQueue implements AutoCloseable {

    private static final int SUBSYSTEM = 3 << 8;
    private static final int PACKET = SUBSYSTEM;
    private static final int CONFIG = SUBSYSTEM | 2;
    private static final int VERDICT_BATCH = SUBSYSTEM | 3;

    private static final int CFG_CMD = 1;
    private static final int CFG_PARAMS = 2;
    private static final int CFG_QUEUE_MAXLEN = 3;
    private static final int CFG_MASK = 4;
    private static final int CFG_FLAGS = 5;
    private static final byte BIND = 1;
    private static final byte COPY_META = 1;
    private static final int FLAG_GSO = 4;
    private static final int PACKET_HDR = 1;
    private static final int VERDICT_HDR = 2;
    private static final int ACCEPT = 1;
    private static final int AF_INET = 2;

    private static final int LONGEST_QUEUE = 16_384;
    private static final int RECEIVE_BYTES = 8 << 20;
    private static final int POLL_MILLIS = 50;
    private static final Duration QUIET = Duration.ofMillis(150);

    private final NetlinkSocket socket;
    private final int number;
    private final Thread reader;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object turn = new Object();
    private int last;
    private long read;
    private long lastVerdictNanos;
    private boolean anyUnanswered;
    private boolean releasing;
    private boolean mayEnd;
    private volatile boolean closing;

    private PacketQueue(NetlinkSocket socket, int number) {
        this.socket = socket;
        this.number = number;
        this.reader =
                Thread.ofPlatform().name("packet queue " + number).daemon().unstarted(this::readUntilEnd);
    }

    /** Binds the queue in the namespace and begins to read. Packets come as soon as a rule sends them. */
    static Attempt<PacketQueue> bind(NamespaceThread namespace, Libraries libraries, int number) {
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.NETFILTER).then(socket -> {
            socket.receiveMuch(RECEIVE_BYTES);
            int errno = socket.ask(configuration(number), 4, ignored -> {});
            if (errno != 0) {
                socket.close();
                return libraries.refused(PacketReason.PACKET_QUEUE_TAKEN, "bind packet queue " + number, errno);
            }
            var queue = new PacketQueue(socket, number);
            queue.reader.start();
            return new Attempt.Worked<>(queue);
        });
    }

    private static byte[] configuration(int number) {
        var message = new NetlinkMessage();
        byte[] bind = {BIND, 0, 0, AF_INET};
        byte[] copyNothing = {0, 0, 0, 0, COPY_META};
        config(message, 1, number).attribute(CFG_CMD, bind);
        config(message, 2, number).attribute(CFG_PARAMS, copyNothing);
        config(message, 3, number).number(CFG_QUEUE_MAXLEN, LONGEST_QUEUE);
        config(message, 4, number).number(CFG_MASK, FLAG_GSO).number(CFG_FLAGS, FLAG_GSO);
        return message.bytes();
    }

    private static NetlinkMessage config(NetlinkMessage message, int sequence, int number) {
        return message.begin(CONFIG, NetlinkMessage.REQUEST | NetlinkMessage.ACK, sequence)
                .netfilter(0, number);
    }

    private void readUntilEnd() {
        while (!ends()) {
            if (socket.awaitReadable(POLL_MILLIS)) {
                synchronized (turn) {
                    readAll();
                    if (releasing) {
                        acceptAll();
                    }
                }
            }
        }
        ended.countDown();
    }

    private boolean ends() {
        synchronized (turn) {
            boolean quiet = mayEnd && System.nanoTime() - lastVerdictNanos > QUIET.toNanos();
            if (closing || quiet) {
                closing = true;
                socket.close();
            }
            return closing;
        }
    }

    private void readAll() {
        boolean more = true;
        while (more) {
            more = socket.receive(this::remember);
        }
    }

    private void remember(ByteBuffer message) {
        if (Short.toUnsignedInt(message.getShort(4)) != PACKET) {
            return;
        }
        Attributes.find(message, 20, PACKET_HDR).ifPresent(packet -> {
            last = packet.getInt(0);
            read++;
            anyUnanswered = true;
        });
    }

    private void acceptAll() {
        if (!anyUnanswered) {
            return;
        }
        byte[] verdict = ByteBuffer.allocate(8).putInt(ACCEPT).putInt(last).array();
        socket.send(new NetlinkMessage()
                .begin(VERDICT_BATCH, NetlinkMessage.REQUEST, 0)
                .netfilter(0, number)
                .attribute(VERDICT_HDR, verdict)
                .bytes());
        anyUnanswered = false;
        lastVerdictNanos = System.nanoTime();
    }

    /**
     * Accepts everything in its order, and from now on whatever still comes.
     *
     * @return how many packets had been held
     */
    long release() {
        synchronized (turn) {
            if (closing) {
                return 0;
            }
            readAll();
            releasing = true;
            acceptAll();
            return read;
        }
    }

    /**
     * Holds again after a release.
     *
     * @return false when it has ended; another can be bound then
     */
    boolean holdAgain() {
        synchronized (turn) {
            if (closing) {
                return false;
            }
            releasing = false;
            mayEnd = false;
            return true;
        }
    }

    /** Lets it end by itself when nothing comes any more: after a release, and when no rule sends packets here. */
    void endWhenQuiet() {
        synchronized (turn) {
            mayEnd = true;
            lastVerdictNanos = System.nanoTime();
        }
    }

    /** Waits for a release to end, for a second at most. */
    void awaitEnd() {
        try {
            if (!ended.await(1, TimeUnit.SECONDS)) {
                closing = true;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once; the kernel drops what was not released. */
    @Override
    public void close() {
        closing = true;
        awaitEnd();
    }
}

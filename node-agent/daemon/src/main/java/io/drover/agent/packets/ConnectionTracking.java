package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Entries of connection tracking in one network namespace. Source: Linux include/uapi/linux/netfilter/nfnetlink_conntrack.h,
 * net/netfilter/nf_conntrack_netlink.c.
 */
final class ConnectionTracking {

    private static final int CREATE = 1 << 8;
    private static final int GET = 1 << 8 | 1;
    private static final int DELETE = 1 << 8 | 2;
    private static final byte AF_INET = 2;
    private static final byte TCP = 6;

    private static final int ORIGINAL = 1;
    private static final int REPLY = 2;
    private static final int STATUS = 3;
    private static final int PROTOCOL_INFO = 4;
    private static final int NAT_SOURCE = 6;
    private static final int TIMEOUT = 7;
    private static final int MARK = 8;
    private static final int NAT_DESTINATION = 13;

    private static final int SOURCE_TRANSLATED = 0x10;
    private static final int DESTINATION_TRANSLATED = 0x20;
    private static final int SEEN_ASSURED_CONFIRMED = 2 | 4 | 8;
    private static final byte ESTABLISHED = 3;
    private static final byte[] LIBERAL = {8, 8};
    private static final int HEADER = 20;
    private static final int TRIES = 3;

    private final NamespaceThread namespace;
    private final Libraries libraries;

    ConnectionTracking(NamespaceThread namespace, Libraries libraries) {
        this.namespace = namespace;
        this.libraries = libraries;
    }

    /**
     * A connection as it began here, and as it leaves here.
     *
     * @param client where the first packet came from
     * @param service where it was sent
     * @param moved the same connection as its server sees it
     * @param status bits of the kernel
     * @param timeoutSeconds until it is forgotten
     * @param mark of the connection
     */
    record Entry(
            TcpEndpoint client, TcpEndpoint service, TcpConnection moved, int status, int timeoutSeconds, int mark) {

        /** Whether its client's address is translated, by masquerading in nearly all cases. */
        boolean hasTranslatedSource() {
            return (status & SOURCE_TRANSLATED) != 0;
        }

        /** Whether either of its addresses is translated. */
        boolean isTranslated() {
            return (status & (SOURCE_TRANSLATED | DESTINATION_TRANSLATED)) != 0;
        }
    }

    /** The entry of a connection; empty when this node does not track it. */
    Optional<Entry> find(TcpConnection moved) {
        return find(REPLY, moved);
    }

    /** The entry of a connection that its local end began; empty when this node does not track it, or its remote end began it. */
    Optional<Entry> findBegunBy(TcpConnection own) {
        return find(ORIGINAL, own).filter(entry -> entry.client().equals(own.local()));
    }

    private Optional<Entry> find(int direction, TcpConnection connection) {
        var message = new NetlinkMessage();
        header(message, GET, 0);
        tuple(message, direction, connection.local(), connection.remote());
        var found = new ArrayList<Entry>();
        ask(message, answer -> entry(answer, connection).ifPresent(found::add));
        return found.stream().findFirst();
    }

    /**
     * Puts an entry that says the same in the place of this one. A masqueraded entry remembers its interface, and the kernel throws it
     * away when packets begin to leave by another; the new one does not remember. No packet of the connection may pass meanwhile.
     */
    Attempt<Entry> replace(Entry entry) {
        int errno = 0;
        for (int tried = 0; tried < TRIES; tried++) {
            ask(deletion(entry), ignored -> {});
            errno = ask(creation(entry), ignored -> {});
            if (errno == 0) {
                return new Attempt.Worked<>(entry);
            }
        }
        return libraries.refused(PacketReason.CONNECTION_TRACKING_REFUSED, "replace " + entry, errno);
    }

    private static NetlinkMessage deletion(Entry entry) {
        var message = new NetlinkMessage();
        header(message, DELETE, 0);
        tuple(message, ORIGINAL, entry.client(), entry.service());
        return message;
    }

    private static NetlinkMessage creation(Entry entry) {
        var message = new NetlinkMessage();
        header(message, CREATE, NetlinkMessage.CREATE | NetlinkMessage.EXCL);
        tuple(message, ORIGINAL, entry.client(), entry.service());
        tuple(message, REPLY, entry.service(), entry.client());
        message.number(STATUS, SEEN_ASSURED_CONFIRMED);
        message.number(TIMEOUT, entry.timeoutSeconds());
        if (entry.mark() != 0) {
            message.number(MARK, entry.mark());
        }
        int info = message.nest(PROTOCOL_INFO);
        int tcp = message.nest(1);
        message.attribute(1, new byte[] {ESTABLISHED}).attribute(4, LIBERAL).attribute(5, LIBERAL);
        message.end(tcp).end(info);
        if ((entry.status() & DESTINATION_TRANSLATED) != 0) {
            translation(message, NAT_DESTINATION, entry.moved().local());
        }
        translation(message, NAT_SOURCE, entry.moved().remote());
        return message;
    }

    private static void header(NetlinkMessage message, int type, int flags) {
        message.begin(type, NetlinkMessage.REQUEST | NetlinkMessage.ACK | flags, 1)
                .netfilter(AF_INET, 0);
    }

    private static void tuple(NetlinkMessage message, int type, TcpEndpoint from, TcpEndpoint to) {
        int tuple = message.nest(type);
        int addresses = message.nest(1);
        message.number(1, from.address().bits()).number(2, to.address().bits()).end(addresses);
        int ports = message.nest(2);
        message.attribute(1, new byte[] {TCP})
                .attribute(2, port(from.port()))
                .attribute(3, port(to.port()))
                .end(ports)
                .end(tuple);
    }

    private static void translation(NetlinkMessage message, int type, TcpEndpoint into) {
        int nat = message.nest(type);
        message.number(1, into.address().bits()).number(2, into.address().bits());
        int ports = message.nest(3);
        message.attribute(1, port(into.port()))
                .attribute(2, port(into.port()))
                .end(ports)
                .end(nat);
    }

    private static byte[] port(int port) {
        return new byte[] {(byte) (port >> 8), (byte) port};
    }

    private int ask(NetlinkMessage message, java.util.function.Consumer<ByteBuffer> answers) {
        Attempt<Integer> asked = NetlinkSocket.open(namespace, libraries, NetlinkSocket.NETFILTER)
                .then(socket -> {
                    try (socket) {
                        return new Attempt.Worked<>(socket.ask(message.bytes(), 1, answers));
                    }
                });
        return asked instanceof Attempt.Worked<Integer> worked ? worked.value() : -1;
    }

    private static Optional<Entry> entry(ByteBuffer answer, TcpConnection moved) {
        Optional<ByteBuffer> original = Attributes.find(answer, HEADER, ORIGINAL);
        return original.flatMap(tuple -> Attributes.find(tuple, 0, 1)
                .flatMap(addresses -> Attributes.find(tuple, 0, 2)
                        .map(ports -> new Entry(
                                endpoint(addresses, ports, 0),
                                endpoint(addresses, ports, 1),
                                moved,
                                number(answer, STATUS),
                                Math.max(number(answer, TIMEOUT), 1),
                                number(answer, MARK)))));
    }

    private static TcpEndpoint endpoint(ByteBuffer addresses, ByteBuffer ports, int which) {
        int address = Attributes.find(addresses, 0, 1 + which).orElseThrow().getInt(0);
        short port = Attributes.find(ports, 0, 2 + which).orElseThrow().getShort(0);
        return new TcpEndpoint(new Ipv4(address), Short.toUnsignedInt(port));
    }

    private static int number(ByteBuffer answer, int type) {
        return Attributes.find(answer, HEADER, type)
                .map(value -> value.getInt(0))
                .orElse(0);
    }
}

package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses of the loopback device and routes of one network namespace. Source: rtnetlink(7). */
final class Interfaces {

    private static final int NEW_ADDRESS = 20;
    private static final int DELETE_ADDRESS = 21;
    private static final int GET_ADDRESSES = 22;
    private static final int GET_ROUTE = 26;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final byte AF_INET = 2;
    private static final int LOOPBACK_INDEX = 1;
    private static final int EEXIST = 17;
    private static final int EADDRNOTAVAIL = 99;
    private static final String LABEL = "lo:drover";

    private final NamespaceThread namespace;
    private final Libraries libraries;

    Interfaces(NamespaceThread namespace, Libraries libraries) {
        this.namespace = namespace;
        this.libraries = libraries;
    }

    /** Adds the address as /32 to the loopback device, labelled as ours; fine when it is there. */
    Attempt<Ipv4> addToLoopback(Ipv4 address) {
        int flags = NetlinkMessage.CREATE | NetlinkMessage.EXCL;
        return changed(address, "add", EEXIST, addressMessage(NEW_ADDRESS, flags, address));
    }

    private Attempt<Ipv4> removeFromLoopback(Ipv4 address) {
        return changed(address, "remove", EADDRNOTAVAIL, addressMessage(DELETE_ADDRESS, 0, address));
    }

    private Attempt<Ipv4> changed(Ipv4 address, String what, int alsoFine, byte[] message) {
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.ROUTE).then(socket -> {
            try (socket) {
                int errno = socket.ask(message, 1, ignored -> {});
                return errno == 0 || errno == alsoFine
                        ? new Attempt.Worked<>(address)
                        : libraries.refused(PacketReason.ADDRESS_REFUSED, what + " " + address + " on lo", errno);
            }
        });
    }

    private static byte[] addressMessage(int type, int flags, Ipv4 address) {
        byte[] bytes = NetlinkMessage.network(address.bits());
        return new NetlinkMessage()
                .begin(type, NetlinkMessage.REQUEST | NetlinkMessage.ACK | flags, 1)
                .raw(new byte[] {AF_INET, 32, 0, 0, LOOPBACK_INDEX, 0, 0, 0})
                .attribute(IFA_LOCAL, bytes)
                .attribute(IFA_ADDRESS, bytes)
                .text(IFA_LABEL, LABEL)
                .bytes();
    }

    /** Removes all addresses that {@link #addToLoopback} added, by this or an earlier agent. */
    Attempt<Integer> removeOursFromLoopback() {
        return oursOnLoopback().then(addresses -> {
            Attempt<Integer> result = new Attempt.Worked<>(addresses.size());
            for (Ipv4 address : addresses) {
                result = result.then(size -> removeFromLoopback(address).then(removed -> new Attempt.Worked<>(size)));
            }
            return result;
        });
    }

    private Attempt<List<Ipv4>> oursOnLoopback() {
        byte[] message = new NetlinkMessage()
                .begin(GET_ADDRESSES, NetlinkMessage.REQUEST | NetlinkMessage.DUMP, 1)
                .raw(new byte[] {AF_INET, 0, 0, 0, 0, 0, 0, 0})
                .bytes();
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.ROUTE).then(socket -> {
            try (socket) {
                var ours = new ArrayList<Ipv4>();
                int errno = socket.ask(message, 1, answer -> addIfOurs(answer, ours));
                return errno == 0
                        ? new Attempt.Worked<>(ours)
                        : libraries.refused(PacketReason.ADDRESS_REFUSED, "list addresses of lo", errno);
            }
        });
    }

    private static void addIfOurs(ByteBuffer answer, List<Ipv4> ours) {
        boolean labelled = Attributes.find(answer, 24, IFA_LABEL)
                .map(value -> StandardCharsets.US_ASCII.decode(value).toString().startsWith(LABEL))
                .orElse(false);
        if (labelled) {
            Attributes.find(answer, 24, IFA_LOCAL).ifPresent(value -> ours.add(new Ipv4(value.getInt(0))));
        }
    }

    /** The name of the interface that packets to this address leave by; empty when there is no route. */
    Optional<String> toward(Ipv4 address) {
        byte[] message = new NetlinkMessage()
                .begin(GET_ROUTE, NetlinkMessage.REQUEST, 1)
                .raw(new byte[] {AF_INET, 32, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .attribute(RTA_DST, NetlinkMessage.network(address.bits()))
                .bytes();
        Attempt<Optional<String>> found = NetlinkSocket.open(namespace, libraries, NetlinkSocket.ROUTE)
                .then(socket -> {
                    try (socket) {
                        return new Attempt.Worked<>(answerTo(socket, message));
                    }
                });
        return found instanceof Attempt.Worked<Optional<String>> worked ? worked.value() : Optional.empty();
    }

    private Optional<String> answerTo(NetlinkSocket socket, byte[] message) {
        var name = new ArrayList<String>();
        if (socket.send(message) == 0 && socket.awaitReadable(1000)) {
            socket.receive(answer -> Attributes.find(answer, 28, RTA_OIF)
                    .map(value -> value.order(ByteOrder.nativeOrder()).getInt(0))
                    .flatMap(this::nameOf)
                    .ifPresent(name::add));
        }
        return name.stream().findFirst();
    }

    private Optional<String> nameOf(int index) {
        return namespace.call(() -> {
            byte[] name = new byte[16];
            return libraries.libc().if_indextoname(index, name) == null ? Optional.empty() : Optional.of(text(name));
        });
    }

    private static String text(byte[] zeroTerminated) {
        return new String(zeroTerminated, StandardCharsets.US_ASCII).split("\0", -1)[0];
    }
}

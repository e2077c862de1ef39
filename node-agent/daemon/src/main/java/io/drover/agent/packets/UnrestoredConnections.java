package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.TcpConnection;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Connections whose packets are led to a target, as long as there is no socket for them there. Its kernel would answer with RST, and
 * must not: the source may still have the connection, or a node may not have heard yet that it is no longer led here. RSTs of other
 * connections leave.
 */
final class UnrestoredConnections {

    private static final String TABLE = "drover_unrestored";
    private static final String SET = "unrestored";
    private static final String CONTENT = """
            add chain ip drover_unrestored resetting { type filter hook output priority -10; }
            flush chain ip drover_unrestored resetting
            add rule ip drover_unrestored resetting tcp flags & rst == rst \
            ip saddr . tcp sport . ip daddr . tcp dport @unrestored drop
            """;

    private final NamespaceThread namespace;
    private final Libraries libraries;
    private final NftSession nft;

    UnrestoredConnections(NamespaceThread namespace, Libraries libraries, NftSession nft) {
        this.namespace = namespace;
        this.libraries = libraries;
        this.nft = nft;
    }

    /** Keeps the kernel silent about these. */
    Attempt<String> add(Ipv4 newAddress, Collection<TcpConnection> connections) {
        if (connections.isEmpty()) {
            return new Attempt.Worked<>("");
        }
        String keys = connections.stream()
                .flatMap(connection -> Stream.of(connection, Tuples.at(newAddress, connection)))
                .map(Tuples::leaving)
                .collect(Collectors.joining(", "));
        return new Tables(namespace, libraries, nft)
                .make("ip", TABLE, List.of(SetShape.connections(SET)), CONTENT)
                .then(made -> nft.run(command("add", keys)));
    }

    /** Lets those speak that have a socket now. */
    Attempt<String> settle() {
        if (!(nft.run("list set ip " + TABLE + " " + SET) instanceof Attempt.Worked<String>(String listing))) {
            return new Attempt.Worked<>("");
        }
        return new NamespaceSockets(namespace).read().then(sockets -> {
            Set<String> there =
                    all(sockets).map(UnrestoredConnections::withoutAddress).collect(Collectors.toSet());
            String restored = Element.parse(listing).stream()
                    .map(Element::key)
                    .filter(key -> there.contains(withoutAddress(key)))
                    .collect(Collectors.joining(", "));
            return restored.isEmpty() ? new Attempt.Worked<>("") : nft.run(command("delete", restored));
        });
    }

    private static Stream<String> all(PodSockets sockets) {
        return Stream.concat(sockets.connections().stream(), sockets.abandoned().stream())
                .map(Tuples::leaving);
    }

    private static String command(String what, String keys) {
        return what + " element ip " + TABLE + " " + SET + " { " + keys + " }";
    }

    /** A socket has the old address, its key stands here with the new one, too. */
    private static String withoutAddress(String leaving) {
        return leaving.substring(leaving.indexOf(' '));
    }
}

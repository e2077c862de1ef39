package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;

/** The four parts of a connection as keys of nftables, in the order in which a packet has them: from, then to. */
final class Tuples {

    private Tuples() {}

    /** Packets from the peer to the moved socket. */
    static String arriving(TcpConnection connection) {
        return key(connection.remote(), connection.local());
    }

    /** Packets from the moved socket to the peer. */
    static String leaving(TcpConnection connection) {
        return key(connection.local(), connection.remote());
    }

    /** The same connection with another local address. */
    static TcpConnection at(Ipv4 address, TcpConnection connection) {
        return new TcpConnection(new TcpEndpoint(address, connection.local().port()), connection.remote());
    }

    /** The connection whose arriving packets have this key. */
    static TcpConnection ofArriving(String key) {
        String[] parts = key.split(" \\. ", -1);
        return new TcpConnection(
                TcpEndpoint.of(parts[2], Integer.parseInt(parts[3])),
                TcpEndpoint.of(parts[0], Integer.parseInt(parts[1])));
    }

    private static String key(TcpEndpoint from, TcpEndpoint to) {
        return from.address() + " . " + from.port() + " . " + to.address() + " . " + to.port();
    }
}

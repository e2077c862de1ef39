package io.drover.agent.connections;

/**
 * One end of a TCP connection, or a place where a server listens.
 *
 * @param address 0.0.0.0 for a listener on every address
 * @param port 1 to 65535
 */
public record TcpEndpoint(Ipv4 address, int port) {

    public TcpEndpoint {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, was " + port);
        }
    }

    /** An endpoint from the dotted form of its address. */
    public static TcpEndpoint of(String address, int port) {
        return new TcpEndpoint(Ipv4.parse(address), port);
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}

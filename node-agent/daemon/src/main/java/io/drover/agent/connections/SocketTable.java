package io.drover.agent.connections;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the kernel's own list of TCP sockets.
 *
 * <p>Source: proc_pid_net(5); Linux net/ipv4/tcp_ipv4.c and net/ipv6/tcp_ipv6.c, get_tcp4_sock and get_tcp6_sock. Addresses are words in
 * the byte order of the machine, which is little-endian on all that Drover runs on.
 */
public final class SocketTable {

    private static final int TIME_WAIT = 6;
    private static final int CLOSED = 7;
    private static final int LISTEN = 10;
    private static final List<Integer> NOT_YET_CONNECTED = List.of(3, 12);
    private static final List<Integer> ENDING = List.of(4, 5, 9, 11);
    private static final int INODE = 9;
    private static final String MAPPED = "0000000000000000FFFF0000";
    private static final String ANY_IPV6 = "0".repeat(32);
    private static final String LOOPBACK_IPV6 = "00000000000000000000000001000000";

    private final List<TcpEndpoint> listening = new ArrayList<>();
    private final List<TcpConnection> connections = new ArrayList<>();
    private final List<TcpConnection> abandoned = new ArrayList<>();
    private final List<String> ipv6 = new ArrayList<>();

    private SocketTable() {}

    /**
     * Reads both lists of one network namespace.
     *
     * @param tcp the lines of {@code net/tcp}, heading included
     * @param tcp6 the lines of {@code net/tcp6}, empty where the kernel has no IPv6
     * @throws IllegalArgumentException when a line has another form than the kernel's
     */
    public static PodSockets parse(List<String> tcp, List<String> tcp6) {
        var table = new SocketTable();
        tcp.forEach(table::read);
        tcp6.forEach(table::read);
        return new PodSockets(table.listening, table.connections, table.abandoned, table.ipv6);
    }

    private void read(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length < 4 || "local_address".equals(fields[1])) {
            return;
        }
        int state = Integer.parseInt(fields[3], 16);
        if (state == TIME_WAIT || state == CLOSED || NOT_YET_CONNECTED.contains(state)) {
            return;
        }
        if (state == LISTEN) {
            address(fields[1]).ifPresent(address -> listening.add(new TcpEndpoint(address, port(fields[1]))));
            return;
        }
        Optional<Ipv4> local = address(fields[1]);
        Optional<Ipv4> remote = address(fields[2]);
        if (local.isPresent() && remote.isPresent()) {
            boolean hasNoProcess = ENDING.contains(state) && fields.length > INODE && "0".equals(fields[INODE]);
            (hasNoProcess ? abandoned : connections)
                    .add(new TcpConnection(
                            new TcpEndpoint(local.get(), port(fields[1])),
                            new TcpEndpoint(remote.get(), port(fields[2]))));
        } else if (!fields[2].startsWith(LOOPBACK_IPV6)) {
            ipv6.add(fields[1] + " <- " + fields[2]);
        }
    }

    private static Optional<Ipv4> address(String field) {
        String hex = field.substring(0, field.indexOf(':'));
        if (hex.length() == 8) {
            return Optional.of(littleEndian(hex));
        }
        if (hex.startsWith(MAPPED)) {
            return Optional.of(littleEndian(hex.substring(MAPPED.length())));
        }
        return hex.equals(ANY_IPV6) ? Optional.of(new Ipv4(0)) : Optional.empty();
    }

    private static Ipv4 littleEndian(String hex) {
        return new Ipv4(Integer.reverseBytes(Integer.parseUnsignedInt(hex, 16)));
    }

    private static int port(String field) {
        return Integer.parseInt(field.substring(field.indexOf(':') + 1), 16);
    }
}

package io.drover.agent.preflight;

import io.drover.agent.api.v1.Connection;
import io.drover.agent.node.Processes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The TCP connections of a process's network namespace without entering it. Source: proc(5), {@code /proc/net/tcp}. */
final class ProcNetTcp {

    private static final String LISTEN = "0A";
    /** TIME_WAIT, CLOSE, SYN_RECV and LISTEN: nothing that would move. */
    private static final Set<String> NOT_OPEN = Set.of("06", "07", "03", LISTEN);

    private static final String MAPPED = "0000000000000000FFFF0000";

    private ProcNetTcp() {}

    /**
     * What there is at this instant.
     *
     * @param connections over IPv4, those with a peer outside of the pod
     * @param ipv6 those over IPv6, in the kernel's own written form
     */
    record Table(List<Connection> connections, List<String> ipv6) {}

    static Table of(Processes processes, int pid) {
        List<Connection> connections = new ArrayList<>();
        List<String> ipv6 = new ArrayList<>();
        for (String[] row : rows(processes.text(pid, "net/tcp"))) {
            connections.add(connection(row[1], row[2]));
        }
        for (String[] row : rows(processes.text(pid, "net/tcp6"))) {
            if (row[1].startsWith(MAPPED) && row[2].startsWith(MAPPED)) {
                connections.add(connection(row[1].substring(MAPPED.length()), row[2].substring(MAPPED.length())));
            } else if (!row[2].startsWith("00000000000000000000000001000000")) {
                ipv6.add(row[1] + " " + row[2]);
            }
        }
        Set<String> own =
                connections.stream().map(Connection::getLocalAddress).collect(Collectors.toCollection(HashSet::new));
        connections.removeIf(connection ->
                connection.getRemoteAddress().startsWith("127.") || own.contains(connection.getRemoteAddress()));
        return new Table(connections, ipv6);
    }

    private static List<String[]> rows(String table) {
        return table.lines()
                .skip(1)
                .map(line -> line.strip().split(" +", -1))
                .filter(row -> row.length > 3 && !NOT_OPEN.contains(row[3]))
                .toList();
    }

    private static Connection connection(String local, String remote) {
        return Connection.newBuilder()
                .setLocalAddress(address(local))
                .setLocalPort(port(local))
                .setRemoteAddress(address(remote))
                .setRemotePort(port(remote))
                .build();
    }

    /** The kernel writes the address as one number in the byte order of the machine, which is little endian on amd64. */
    private static String address(String endpoint) {
        int bits = Integer.reverseBytes(Integer.parseUnsignedInt(endpoint.substring(0, 8), 16));
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }

    private static int port(String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1), 16);
    }
}

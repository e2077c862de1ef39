package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is said to nftables in a target's namespace. Stateless: no connection tracking is needed there, nor disturbed. */
final class TargetRules {

    static final List<SetShape> SETS = List.of(
            SetShape.connections("to_old").toAddress(),
            SetShape.connections("to_new").toAddress(),
            SetShape.connections("outside"),
            SetShape.endpoints("listener_to_old").toAddress(),
            SetShape.endpoints("listener_to_new").toAddress());

    static final String CONTENT = """
            add chain ip drover incoming { type filter hook prerouting priority -400; }
            add chain ip drover outgoing { type filter hook postrouting priority 300; }
            flush chain ip drover incoming
            flush chain ip drover outgoing
            add rule ip drover incoming ip daddr set ip saddr . tcp sport . ip daddr . tcp dport map @to_old
            add rule ip drover incoming ip daddr set ip daddr . tcp dport map @listener_to_old
            add rule ip drover outgoing ip saddr . tcp sport . ip daddr . tcp dport @outside return
            add rule ip drover outgoing ip saddr set ip saddr . tcp sport . ip daddr . tcp dport map @to_new
            add rule ip drover outgoing ip saddr set ip saddr . tcp sport map @listener_to_new
            """;

    /** Removes it, also when it is not there. */
    static final String REMOVAL = """
            add table ip drover
            delete table ip drover
            """;

    private TargetRules() {}

    static String elements(Ipv4 newAddress, Collection<TcpConnection> inside, Collection<TcpConnection> outside) {
        var toOld = new ArrayList<String>();
        var toNew = new ArrayList<String>();
        var kept = new ArrayList<String>();
        for (TcpConnection connection : inside) {
            toOld.add(arriving(newAddress, connection));
            toNew.add(Tuples.leaving(connection) + " : " + newAddress);
        }
        for (TcpConnection connection : outside) {
            toOld.add(arriving(newAddress, connection));
            kept.add(Tuples.leaving(connection));
        }
        return add("to_old", toOld) + add("to_new", toNew) + add("outside", kept);
    }

    private static String arriving(Ipv4 newAddress, TcpConnection connection) {
        return Tuples.arriving(Tuples.at(newAddress, connection)) + " : "
                + connection.local().address();
    }

    static String listeners(Ipv4 newAddress, Collection<TcpEndpoint> listeners) {
        var toOld = new ArrayList<String>();
        var toNew = new ArrayList<String>();
        for (TcpEndpoint listener : listeners) {
            toOld.add(newAddress + " . " + listener.port() + " : " + listener.address());
            toNew.add(listener.address() + " . " + listener.port() + " : " + newAddress);
        }
        return add("listener_to_old", toOld) + add("listener_to_new", toNew);
    }

    private static String add(String set, List<String> elements) {
        return elements.isEmpty() ? "" : "add element ip drover " + set + " { " + String.join(", ", elements) + " }\n";
    }
}

package io.drover.agent.packets;

import java.util.List;
import java.util.Set;

/**
 * The table in a node's namespace. Old to new is done behind connection tracking and address translation and before routing, new to old
 * before connection tracking: so it goes on seeing the connection as it began, and undoes the translations of services and masquerading
 * as before, and nothing needs a route to the old address. The keys are the connection as the moved socket sees it.
 *
 * <p>What is paused waits in a chain of its own behind the rewrite of replies, so that the replies of a pod that moved before wait, too:
 * its queue goes on with the next chain. No agent that starts finds anything paused.
 *
 * <p>A new connection to a forwarded address is masqueraded, so that its replies come back here whoever its client is, and becomes two
 * elements of the same maps, put there by its first packet.
 */
final class NodeRules {

    static final String TO_NEW = "to_new";
    static final String TO_OLD = "to_old";
    static final String UNTRACKED = "untracked";
    static final String FORWARDED = "forwarded";
    static final String FORWARDING = "forwarding";
    static final String OWN_SHUT = "own_shut";
    static final String PAUSED = "paused";
    static final String WAITING = "waiting";

    static final List<SetShape> SHAPES = List.of(
            SetShape.connections(TO_NEW).toAddress().filledFromPackets(),
            SetShape.connections(TO_OLD).toAddress().filledFromPackets(),
            SetShape.connections(UNTRACKED),
            SetShape.addresses(FORWARDED).toAddress(),
            SetShape.addresses(FORWARDING),
            SetShape.addresses(OWN_SHUT),
            SetShape.connections(PAUSED));

    static final String CONTENT = """
            add chain ip drover waiting
            add chain ip drover before_tracking { type filter hook prerouting priority -400; }
            add chain ip drover pausing { type filter hook prerouting priority -390; }
            add chain ip drover own_pausing { type filter hook output priority -390; }
            add chain ip drover before_routing { type filter hook prerouting priority -90; }
            add chain ip drover own_before_routing { type route hook output priority -90; }
            add chain ip drover own_leaving { type filter hook output priority -80; }
            add chain ip drover new_leaving { type nat hook postrouting priority 99; }
            add chain ip drover new_learned { type filter hook postrouting priority 110; }
            flush set ip drover paused
            flush chain ip drover waiting
            flush chain ip drover before_tracking
            flush chain ip drover pausing
            flush chain ip drover own_pausing
            flush chain ip drover before_routing
            flush chain ip drover own_before_routing
            flush chain ip drover own_leaving
            flush chain ip drover new_leaving
            flush chain ip drover new_learned
            add rule ip drover pausing ip saddr . tcp sport . ip daddr . tcp dport @paused goto waiting
            add rule ip drover own_pausing ip saddr . tcp sport . ip daddr . tcp dport @paused goto waiting
            add rule ip drover before_tracking ip saddr set ip saddr . tcp sport . ip daddr . tcp dport map @to_old
            add rule ip drover before_tracking ip saddr . tcp sport . ip daddr . tcp dport @untracked notrack
            add rule ip drover before_routing meta l4proto tcp ct direction original ip daddr set \
            ct reply ip daddr . ct reply proto-dst . ct reply ip saddr . ct reply proto-src map @to_new
            add rule ip drover before_routing meta l4proto tcp ct direction reply ip daddr set \
            ct original ip daddr . ct original proto-dst . ct original ip saddr . ct original proto-src map @to_new
            add rule ip drover before_routing meta l4proto tcp ct direction original ct state new ip daddr set ip daddr map @forwarded
            add rule ip drover own_before_routing meta l4proto tcp ct direction original ip daddr set \
            ct reply ip daddr . ct reply proto-dst . ct reply ip saddr . ct reply proto-src map @to_new
            add rule ip drover own_before_routing meta l4proto tcp ct direction reply ip daddr set \
            ct original ip daddr . ct original proto-dst . ct original ip saddr . ct original proto-src map @to_new
            add rule ip drover own_leaving ip daddr @own_shut drop
            add rule ip drover new_leaving meta l4proto tcp ct direction original ct reply ip saddr @forwarding masquerade
            add rule ip drover new_learned meta l4proto tcp ct direction original ct state new ct reply ip saddr @forwarding \
            add @to_new { ct reply ip daddr . ct reply proto-dst . ct reply ip saddr . ct reply proto-src : ip daddr } \
            add @to_old { ip daddr . tcp dport . ct reply ip daddr . ct reply proto-dst : ct reply ip saddr }
            """;

    /** Removes it, also when it is not there. */
    static final String REMOVAL = """
            add table ip drover
            delete table ip drover
            """;

    private static final Set<String> MAPS = Set.of(TO_NEW, TO_OLD, FORWARDED);

    private NodeRules() {}

    /** The command that lists one set or map. */
    static String listing(String set) {
        return "list " + (MAPS.contains(set) ? "map" : "set") + " ip drover " + set;
    }
}

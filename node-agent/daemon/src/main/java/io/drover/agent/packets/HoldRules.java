package io.drover.agent.packets;

import java.util.List;

/**
 * The rules that send all TCP of a namespace to a packet queue, behind one switch: a set that holds TCP or nothing. With nobody at the
 * queue packets are dropped, not answered.
 */
final class HoldRules {

    /** The number of the queue. */
    static final int QUEUE = 3440;

    private static final String TABLE = "drover_hold";
    private static final String SWITCH = "held";
    private static final QueueChain WAITING = new QueueChain(TABLE, "waiting", QUEUE);

    private final NamespaceThread namespace;
    private final Libraries libraries;
    private final NftSession nft;
    private final boolean ipv6;

    HoldRules(NamespaceThread namespace, Libraries libraries, NftSession nft, boolean ipv6) {
        this.namespace = namespace;
        this.libraries = libraries;
        this.nft = nft;
        this.ipv6 = ipv6;
    }

    /** Makes the tables, switched off unless an earlier agent switched them on. */
    Attempt<String> prepare() {
        var tables = new Tables(namespace, libraries, nft);
        Attempt<String> made = new Attempt.Worked<>("");
        for (String family : families()) {
            made = made.then(before -> tables.make(
                    family, TABLE, List.of(SetShape.protocols(SWITCH)), """
                    add chain %1$s %2$s %3$s
                    add chain %1$s %2$s incoming { type filter hook input priority 0; }
                    add chain %1$s %2$s outgoing { type filter hook output priority 0; }
                    """.formatted(family, TABLE, WAITING.name())));
        }
        // Only a chain that holds is switched to.
        return made.then(done -> WAITING.fill(namespace, libraries, nft, families()))
                .then(filled -> nft.run(each("""
                flush chain %1$s %2$s incoming
                flush chain %1$s %2$s outgoing
                add rule %1$s %2$s incoming meta l4proto @%3$s goto %4$s
                add rule %1$s %2$s outgoing meta l4proto @%3$s goto %4$s""")));
    }

    /** Switches the hold on. */
    Attempt<String> on() {
        return nft.run(each("add element %1$s %2$s %3$s { tcp }"));
    }

    /** Switches it off; the packets in the queue stay there. */
    Attempt<String> off() {
        return nft.run(each("flush set %1$s %2$s %3$s"));
    }

    /** Removes everything. Only with nothing in the queue: the kernel drops what waits there when a hook goes. */
    Attempt<String> remove() {
        return nft.run(each("add table %1$s %2$s\ndelete table %1$s %2$s"));
    }

    private String each(String command) {
        var commands = new StringBuilder();
        families()
                .forEach(family -> commands.append(command.formatted(family, TABLE, SWITCH, WAITING.name()))
                        .append('\n'));
        return commands.toString();
    }

    private List<String> families() {
        return ipv6 ? List.of("ip", "ip6") : List.of("ip");
    }
}

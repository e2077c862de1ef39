package io.drover.agent.packets;

import java.util.List;

/**
 * The rules that send all TCP of a namespace to a packet queue, behind one switch: a set that holds TCP or nothing. There is no bypass:
 * with nobody at the queue packets are dropped, not answered.
 *
 * <p>A kernel without nftables' own queue statement gets the rule with the target of iptables. libnftables cannot write such a rule, so
 * it is sent as netlink. Source: Linux include/uapi/linux/netfilter/nf_tables.h, nf_tables_compat.h and xt_NFQUEUE.h.
 */
final class HoldRules {

    /** The number of the queue; each namespace has its own numbers. */
    static final int QUEUE = 3440;

    private static final String TABLE = "drover_hold";
    private static final String SWITCH = "held";
    private static final List<String> CHAINS = List.of("incoming", "outgoing");

    private static final int NFPROTO_IPV4 = 2;
    private static final int NFPROTO_IPV6 = 10;
    private static final int SUBSYSTEM = 10;
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEW_RULE = SUBSYSTEM << 8 | 6;
    private static final int DELETE_RULES = SUBSYSTEM << 8 | 8;
    private static final int RULE_TABLE = 1;
    private static final int RULE_CHAIN = 2;
    private static final int RULE_EXPRESSIONS = 4;
    private static final int META_L4PROTO = 16;
    private static final int REGISTER = 1;

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
            made = made.then(before ->
                    tables.make(family, TABLE, List.of(SetShape.protocols(SWITCH)), """
                    add chain %1$s %2$s incoming { type filter hook input priority 0; }
                    add chain %1$s %2$s outgoing { type filter hook output priority 0; }
                    """.formatted(family, TABLE)));
        }
        return made.then(done -> addRules());
    }

    private Attempt<String> addRules() {
        var rules = new StringBuilder();
        for (String family : families()) {
            for (String chain : CHAINS) {
                rules.append("""
                        flush chain %1$s %2$s %3$s
                        add rule %1$s %2$s %3$s meta l4proto @%4$s queue num %5$d
                        """.formatted(family, TABLE, chain, SWITCH, QUEUE));
            }
        }
        Attempt<String> own = nft.run(rules.toString());
        return own instanceof Attempt.Refused ? addRulesOfIptables() : own;
    }

    private Attempt<String> addRulesOfIptables() {
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.NETFILTER).then(socket -> {
            try (socket) {
                var batch = new NetlinkMessage();
                int sequence = 1;
                batch.begin(BATCH_BEGIN, NetlinkMessage.REQUEST, sequence).netfilter(0, SUBSYSTEM);
                for (String family : families()) {
                    for (String chain : CHAINS) {
                        rules(batch, DELETE_RULES, NetlinkMessage.ACK, ++sequence, family, chain);
                        rules(
                                batch,
                                NEW_RULE,
                                NetlinkMessage.ACK | NetlinkMessage.CREATE | NetlinkMessage.APPEND,
                                ++sequence,
                                family,
                                chain);
                        queueWhenSwitchedOn(batch);
                    }
                }
                batch.begin(BATCH_END, NetlinkMessage.REQUEST, sequence + 1).netfilter(0, SUBSYSTEM);
                int errno = socket.ask(batch.bytes(), sequence, ignored -> {});
                return errno == 0
                        ? new Attempt.Worked<>("")
                        : libraries.refused(PacketReason.NO_PACKET_QUEUE, "rule with target NFQUEUE", errno);
            }
        });
    }

    private static void rules(NetlinkMessage batch, int type, int flags, int sequence, String family, String chain) {
        batch.begin(type, NetlinkMessage.REQUEST | flags, sequence)
                .netfilter("ip".equals(family) ? NFPROTO_IPV4 : NFPROTO_IPV6, 0)
                .text(RULE_TABLE, TABLE)
                .text(RULE_CHAIN, chain);
    }

    private static void queueWhenSwitchedOn(NetlinkMessage batch) {
        int expressions = batch.nest(RULE_EXPRESSIONS);
        expression(batch, "meta", () -> batch.number(1, REGISTER).number(2, META_L4PROTO));
        expression(batch, "lookup", () -> batch.text(1, SWITCH).number(2, REGISTER));
        byte[] queue = {(byte) QUEUE, (byte) (QUEUE >> 8), 0, 0, 0, 0, 0, 0};
        expression(batch, "target", () -> batch.text(1, "NFQUEUE").number(2, 0).attribute(3, queue));
        batch.end(expressions);
    }

    private static void expression(NetlinkMessage batch, String name, Runnable data) {
        int element = batch.nest(1);
        batch.text(1, name);
        int nested = batch.nest(2);
        data.run();
        batch.end(nested);
        batch.end(element);
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
                .forEach(family -> commands.append(command.formatted(family, TABLE, SWITCH))
                        .append('\n'));
        return commands.toString();
    }

    private List<String> families() {
        return ipv6 ? List.of("ip", "ip6") : List.of("ip");
    }
}

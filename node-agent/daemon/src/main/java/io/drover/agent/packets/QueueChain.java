package io.drover.agent.packets;

import java.util.List;

/**
 * A chain that sends whatever comes into it to a packet queue. There is no bypass: with nobody at the queue packets are dropped, not
 * passed on.
 *
 * <p>A kernel without nftables' own queue statement gets the rule with the target of iptables. libnftables cannot write such a rule, so
 * it is sent as netlink. Source: Linux include/uapi/linux/netfilter/nf_tables.h, nf_tables_compat.h and xt_NFQUEUE.h.
 *
 * @param table that the chain is in
 * @param name of the chain, which exists
 * @param queue the number of the queue; each namespace has its own numbers
 */
record QueueChain(String table, String name, int queue) {

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

    /** Puts the rule into the chain, in place of whatever is there. */
    Attempt<String> fill(NamespaceThread namespace, Libraries libraries, NftSession nft, List<String> families) {
        var rules = new StringBuilder();
        for (String family : families) {
            rules.append("""
                    flush chain %1$s %2$s %3$s
                    add rule %1$s %2$s %3$s queue num %4$d
                    """.formatted(family, table, name, queue));
        }
        Attempt<String> own = nft.run(rules.toString());
        return own instanceof Attempt.Refused ? fillAsIptables(namespace, libraries, families) : own;
    }

    private Attempt<String> fillAsIptables(NamespaceThread namespace, Libraries libraries, List<String> families) {
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.NETFILTER).then(socket -> {
            try (socket) {
                var batch = new NetlinkMessage();
                int sequence = 1;
                batch.begin(BATCH_BEGIN, NetlinkMessage.REQUEST, sequence).netfilter(0, SUBSYSTEM);
                for (String family : families) {
                    rules(batch, DELETE_RULES, NetlinkMessage.ACK, ++sequence, family);
                    int adding = NetlinkMessage.ACK | NetlinkMessage.CREATE | NetlinkMessage.APPEND;
                    rules(batch, NEW_RULE, adding, ++sequence, family);
                    target(batch);
                }
                batch.begin(BATCH_END, NetlinkMessage.REQUEST, sequence + 1).netfilter(0, SUBSYSTEM);
                int errno = socket.ask(batch.bytes(), sequence, ignored -> {});
                return errno == 0
                        ? new Attempt.Worked<>("")
                        : libraries.refused(PacketReason.NO_PACKET_QUEUE, "rule with target NFQUEUE", errno);
            }
        });
    }

    private void rules(NetlinkMessage batch, int type, int flags, int sequence, String family) {
        batch.begin(type, NetlinkMessage.REQUEST | flags, sequence)
                .netfilter("ip".equals(family) ? NFPROTO_IPV4 : NFPROTO_IPV6, 0)
                .text(RULE_TABLE, table)
                .text(RULE_CHAIN, name);
    }

    private void target(NetlinkMessage batch) {
        int expressions = batch.nest(RULE_EXPRESSIONS);
        int element = batch.nest(1);
        batch.text(1, "target");
        int nested = batch.nest(2);
        byte[] number = {(byte) queue, (byte) (queue >> 8), 0, 0, 0, 0, 0, 0};
        batch.text(1, "NFQUEUE").number(2, 0).attribute(3, number);
        batch.end(nested);
        batch.end(element);
        batch.end(expressions);
    }
}

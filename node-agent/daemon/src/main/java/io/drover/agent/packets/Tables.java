package io.drover.agent.packets;

import java.util.List;

/**
 * Makes tables in one network namespace. Made again, a table keeps the elements of its sets.
 *
 * <p>Sets are made without libnftables, for the notes that newer versions of it write beside a set make older ones crash that list it
 * (1.1 and 1.0.6, for example), and nodes have a version of their own. Source: Linux include/uapi/linux/netfilter/nf_tables.h.
 */
final class Tables {

    private static final int SUBSYSTEM = 10;
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEW_SET = SUBSYSTEM << 8 | 9;
    private static final int TABLE = 1;
    private static final int NAME = 2;
    private static final int FLAGS = 3;
    private static final int KEY_TYPE = 4;
    private static final int KEY_LENGTH = 5;
    private static final int DATA_TYPE = 6;
    private static final int DATA_LENGTH = 7;
    private static final int DESCRIPTION = 9;
    private static final int ID = 10;
    private static final int MOST_ELEMENTS = 65_535;
    private static final int IPV4_ADDRESS = 7;

    private final NamespaceThread namespace;
    private final Libraries libraries;
    private final NftSession nft;

    Tables(NamespaceThread namespace, Libraries libraries, NftSession nft) {
        this.namespace = namespace;
        this.libraries = libraries;
        this.nft = nft;
    }

    /**
     * Makes a table with its sets, then what is in it.
     *
     * @param family ip, ip6 or inet
     * @param content commands that make chains and rules
     */
    Attempt<String> make(String family, String table, List<SetShape> sets, String content) {
        return nft.run("add table " + family + " " + table)
                .then(made -> add(family, table, sets))
                .then(made -> nft.run(content));
    }

    private Attempt<String> add(String family, String table, List<SetShape> sets) {
        return NetlinkSocket.open(namespace, libraries, NetlinkSocket.NETFILTER).then(socket -> {
            try (socket) {
                int errno = socket.ask(batch(family, table, sets), sets.size(), ignored -> {});
                return errno == 0
                        ? new Attempt.Worked<>("")
                        : libraries.refused(PacketReason.NFTABLES_REFUSED, "add sets to table " + table, errno);
            }
        });
    }

    private static byte[] batch(String family, String table, List<SetShape> sets) {
        var batch = new NetlinkMessage();
        batch.begin(BATCH_BEGIN, NetlinkMessage.REQUEST, 0).netfilter(0, SUBSYSTEM);
        int sequence = 0;
        for (SetShape set : sets) {
            sequence++;
            batch.begin(NEW_SET, NetlinkMessage.REQUEST | NetlinkMessage.ACK | NetlinkMessage.CREATE, sequence)
                    .netfilter(number(family), 0)
                    .text(TABLE, table)
                    .text(NAME, set.name())
                    .number(FLAGS, set.flags())
                    .number(KEY_TYPE, set.keyType())
                    .number(KEY_LENGTH, set.keyBytes())
                    .number(ID, sequence);
            if (set.isMap()) {
                batch.number(DATA_TYPE, IPV4_ADDRESS).number(DATA_LENGTH, 4);
            }
            if (set.filledFromPackets().equals(set)) {
                int description = batch.nest(DESCRIPTION);
                batch.number(1, MOST_ELEMENTS).end(description);
            }
        }
        batch.begin(BATCH_END, NetlinkMessage.REQUEST, sequence + 1).netfilter(0, SUBSYSTEM);
        return batch.bytes();
    }

    private static int number(String family) {
        return switch (family) {
            case "inet" -> 1;
            case "ip" -> 2;
            case "ip6" -> 10;
            default -> throw new IllegalArgumentException("no family that is used here: " + family);
        };
    }
}

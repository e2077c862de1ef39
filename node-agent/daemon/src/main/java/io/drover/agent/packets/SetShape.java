package io.drover.agent.packets;

/**
 * A set or map of nftables as the kernel knows it.
 *
 * @param name within its table
 * @param keyType the number that nft gives the type of its keys
 * @param keyBytes length of a key
 * @param flags the kernel's: map, or filled from packets
 */
record SetShape(String name, int keyType, int keyBytes, int flags) {

    static final int MAP = 0x8;
    private static final int FROM_PACKETS = 0x20;
    private static final int ADDRESS = 7;
    private static final int PROTOCOL = 12;
    private static final int PORT = 13;
    private static final int ENDPOINT = ADDRESS << 6 | PORT;
    private static final int CONNECTION = ENDPOINT << 12 | ENDPOINT;

    /** Keys are protocols. */
    static SetShape protocols(String name) {
        return new SetShape(name, PROTOCOL, 1, 0);
    }

    /** Keys are IPv4 addresses. */
    static SetShape addresses(String name) {
        return new SetShape(name, ADDRESS, 4, 0);
    }

    /** Keys are addresses with ports. */
    static SetShape endpoints(String name) {
        return new SetShape(name, ENDPOINT, 8, 0);
    }

    /** Keys are two addresses with ports. */
    static SetShape connections(String name) {
        return new SetShape(name, CONNECTION, 16, 0);
    }

    /** The same as a map to addresses. */
    SetShape toAddress() {
        return new SetShape(name, keyType, keyBytes, flags | MAP);
    }

    /** The same, to be filled by rules, too. */
    SetShape filledFromPackets() {
        return new SetShape(name, keyType, keyBytes, flags | FROM_PACKETS);
    }

    boolean isMap() {
        return (flags & MAP) != 0;
    }
}

package io.drover.agent.connections;

/**
 * All addresses that share a prefix, such as the pod CIDR of a node.
 *
 * @param first the lowest address; bits behind the prefix are taken as zero
 * @param prefix length of the prefix in bits, 0 to 32
 */
public record Ipv4Range(Ipv4 first, int prefix) {

    public Ipv4Range {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, was " + prefix);
        }
        first = new Ipv4(first.bits() & mask(prefix));
    }

    /**
     * Reads {@code 10.244.1.0/24}.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Ipv4Range parse(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0 || !cidr.substring(slash + 1).matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("an IPv4 range looks like 10.244.1.0/24, was \"" + cidr + "\"");
        }
        return new Ipv4Range(Ipv4.parse(cidr.substring(0, slash)), Integer.parseInt(cidr.substring(slash + 1)));
    }

    /** Whether the address has this prefix. */
    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == first.bits();
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}

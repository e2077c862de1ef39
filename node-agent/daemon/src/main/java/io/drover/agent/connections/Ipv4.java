package io.drover.agent.connections;

/**
 * An IPv4 address.
 *
 * @param bits the four bytes, the first one highest
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {

    /**
     * Reads the dotted form.
     *
     * @throws IllegalArgumentException when the text is not four numbers from 0 to 255 with dots between them
     */
    public static Ipv4 parse(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            throw notAnAddress(dotted);
        }
        int bits = 0;
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                throw notAnAddress(dotted);
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return new Ipv4(bits);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("an IPv4 address looks like 10.0.0.7, was \"" + text + "\"");
    }

    /** Whether it is in 127.0.0.0/8: packets to it never leave the network namespace. */
    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    /** The dotted form. */
    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
    }
}

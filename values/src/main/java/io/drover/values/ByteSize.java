package io.drover.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * An amount of memory or storage in whole bytes.
 *
 * @param bytes the amount, zero or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    /** No bytes at all. */
    public static final ByteSize ZERO = new ByteSize(0);

    private static final List<String> UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size must not be negative, was " + bytes);
        }
    }

    /**
     * Reads a Kubernetes quantity such as {@code 4Gi}, {@code 500M}, {@code 1e9} or {@code 1048576}; a fraction of a byte is rounded up.
     *
     * @throws IllegalArgumentException when the text is not a quantity, is negative, or is too large for 63 bits; the message quotes it
     */
    public static ByteSize parse(String quantity) {
        BigDecimal value = Quantity.parse(quantity).setScale(0, RoundingMode.CEILING);
        try {
            return new ByteSize(value.longValueExact());
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("\"" + quantity + "\" is more bytes than can be counted", tooLarge);
        }
    }

    /** The given number of mebibytes, 2^20 bytes each. */
    public static ByteSize mebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    /** The sum, which must fit into 63 bits. */
    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    /** The difference, or zero when {@code other} is larger. */
    public ByteSize minusOrZero(ByteSize other) {
        return new ByteSize(Math.max(0, bytes - other.bytes));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** As people write it: the largest binary unit that leaves at least 1, one digit after the point when it is not whole: {@code 9.1Gi}. */
    @Override
    public String toString() {
        int unit = 0;
        long whole = bytes;
        while (unit < UNITS.size() - 1 && whole >= 1024) {
            whole >>= 10;
            unit++;
        }
        BigDecimal inUnit =
                BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << (10 * unit)), 1, RoundingMode.HALF_UP);
        return inUnit.stripTrailingZeros().toPlainString() + UNITS.get(unit);
    }
}

package io.drover.values;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * CPU time per second in thousandths of a core.
 *
 * @param millis the amount, zero or more
 */
public record MilliCpu(long millis) implements Comparable<MilliCpu> {

    /** No CPU at all. */
    public static final MilliCpu ZERO = new MilliCpu(0);

    public MilliCpu {
        if (millis < 0) {
            throw new IllegalArgumentException("an amount of CPU must not be negative, was " + millis + "m");
        }
    }

    /**
     * Reads a Kubernetes quantity such as {@code 500m}, {@code 2} or {@code 0.5}; less than a thousandth is rounded up.
     *
     * @throws IllegalArgumentException when the text is not a quantity, is negative, or is too large; the message quotes it
     */
    public static MilliCpu parse(String quantity) {
        BigDecimal value = Quantity.parse(quantity).movePointRight(3).setScale(0, RoundingMode.CEILING);
        try {
            return new MilliCpu(value.longValueExact());
        } catch (ArithmeticException tooLarge) {
            throw new IllegalArgumentException("\"" + quantity + "\" is more CPU than can be counted", tooLarge);
        }
    }

    /** The sum, which must fit into 63 bits. */
    public MilliCpu plus(MilliCpu other) {
        return new MilliCpu(Math.addExact(millis, other.millis));
    }

    /** The difference, or zero when {@code other} is larger. */
    public MilliCpu minusOrZero(MilliCpu other) {
        return new MilliCpu(Math.max(0, millis - other.millis));
    }

    @Override
    public int compareTo(MilliCpu other) {
        return Long.compare(millis, other.millis);
    }

    /** Whole cores as {@code 2}, anything else as {@code 1500m}. */
    @Override
    public String toString() {
        return millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m";
    }
}

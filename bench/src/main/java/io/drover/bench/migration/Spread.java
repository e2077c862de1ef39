package io.drover.bench.migration;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The spread of one figure over all samples, in milliseconds. A sample without the figure counts as longer than every other, so that a
 * break can only make the result worse; null stands for it.
 */
record Spread(
        @Nullable Long minimum,
        @Nullable Long median,
        @Nullable Long maximum) {

    private static final Comparator<Sorted> SHORTEST_FIRST =
            Comparator.comparing(Sorted::millis, Comparator.nullsLast(Comparator.naturalOrder()));

    private record Sorted(@Nullable Long millis) {}

    /** The spread of what {@code figure} gives; all null when there are no samples. */
    static Spread of(List<Sample> samples, Function<Sample, @Nullable Long> figure) {
        if (samples.isEmpty()) {
            return new Spread(null, null, null);
        }
        List<Sorted> sorted = samples.stream()
                .map(sample -> new Sorted(figure.apply(sample)))
                .sorted(SHORTEST_FIRST)
                .toList();
        Long below = sorted.get((sorted.size() - 1) / 2).millis();
        Long above = sorted.get(sorted.size() / 2).millis();
        return new Spread(
                sorted.getFirst().millis(),
                below == null || above == null ? null : (below + above) / 2,
                sorted.getLast().millis());
    }

    /** This median as a multiple of another one; null when one of them is missing or the other is 0. */
    @Nullable
    BigDecimal medianOver(Spread other) {
        if (median == null || other.median == null || other.median == 0) {
            return null;
        }
        return BigDecimal.valueOf(median).divide(BigDecimal.valueOf(other.median), 2, RoundingMode.HALF_UP);
    }
}

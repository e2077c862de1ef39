package io.drover.bench.migration;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code make bench-migration} measured, written to {@code build/bench/migration.json}.
 *
 * @param command what repeats the run
 * @param loadAverageAfter the kernel's, when the run had ended
 * @param freezeRatio median freeze with Drover over that of CRIU alone; null when one of them is not known
 * @param clientGapRatio the same for the client's gap
 */
@JsonPropertyOrder({
    "command",
    "startedAt",
    "bytesOfKeys",
    "clientEveryMillis",
    "machine",
    "loadAverageAfter",
    "drover",
    "bareCriu",
    "freezeRatio",
    "clientGapRatio"
})
record MigrationReport(
        String command,
        String startedAt,
        long bytesOfKeys,
        long clientEveryMillis,
        MachineFacts machine,
        String loadAverageAfter,
        Figures drover,
        Figures bareCriu,
        @Nullable BigDecimal freezeRatio,
        @Nullable BigDecimal clientGapRatio) {

    /**
     * One way of moving.
     *
     * @param keysLost at the end of the run; null when the last move failed
     */
    record Figures(
            Spread freezeMillis,
            Spread clientGapMillis,
            long brokenConnections,
            long failedMoves,
            @Nullable Integer keysLost,
            List<Sample> samples) {

        static Figures of(List<Sample> samples, @Nullable Integer keysLost) {
            return new Figures(
                    Spread.of(samples, Sample::freezeMillis),
                    Spread.of(samples, Sample::clientGapMillis),
                    samples.stream()
                            .filter(sample -> !sample.brokenBecause().isEmpty())
                            .count(),
                    samples.stream()
                            .filter(sample -> !sample.failure().isEmpty())
                            .count(),
                    keysLost,
                    List.copyOf(samples));
        }

        private boolean good() {
            return samples.stream().allMatch(Sample::good) && keysLost != null && keysLost == 0;
        }

        private String line() {
            return "%d of %d connections broke, %d moves failed, keys lost: %s"
                    .formatted(brokenConnections, samples.size(), failedMoves, keysLost == null ? "unknown" : keysLost);
        }
    }

    /** Whether every process was moved, no connection broke and no key was lost, on both sides. */
    boolean good() {
        return drover.good() && bareCriu.good();
    }

    /** The summary, for people. */
    String text() {
        return """
                milliseconds              minimum  median maximum
                freeze      Drover       %s
                freeze      CRIU alone   %s
                client gap  Drover       %s
                client gap  CRIU alone   %s
                medians, Drover over CRIU alone: freeze %s, client gap %s
                Drover      %s
                CRIU alone  %s
                machine     %d processors, load average %s before and %s after
                """.formatted(
                        row(drover.freezeMillis()),
                        row(bareCriu.freezeMillis()),
                        row(drover.clientGapMillis()),
                        row(bareCriu.clientGapMillis()),
                        freezeRatio == null ? "unknown" : freezeRatio,
                        clientGapRatio == null ? "unknown" : clientGapRatio,
                        drover.line(),
                        bareCriu.line(),
                        machine.processors(),
                        machine.loadAverage(),
                        loadAverageAfter);
    }

    private static String row(Spread spread) {
        return "%8s%8s%8s".formatted(word(spread.minimum()), word(spread.median()), word(spread.maximum()));
    }

    private static String word(@Nullable Long millis) {
        return millis == null ? "none" : millis.toString();
    }
}

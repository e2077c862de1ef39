package io.drover.bench.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.drover.bench.migration.MigrationReport.Figures;
import io.drover.stories.cluster.TestCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Moves a Redis to and fro with Drover, and one through CRIU alone after each move, on the test cluster that runs. */
public final class MigrationBenchmark {

    private static final int USUAL_MOVES = 10;
    private static final int USAGE = 3;
    private static final String NODE = "node-a";

    private final TestCluster cluster;
    private final int moves;
    private final PrintStream out;

    private MigrationBenchmark(TestCluster cluster, int moves, PrintStream out) {
        this.cluster = cluster;
        this.moves = moves;
        this.out = out;
    }

    /**
     * Runs the benchmark; ends with 0 only if every process was moved, no connection broke and no key was lost.
     *
     * @param arguments how many moves of each kind; 10 when it is not given
     */
    public static void main(String[] arguments) throws IOException {
        String given = arguments.length == 0 ? String.valueOf(USUAL_MOVES) : arguments[0];
        if (arguments.length > 1 || !given.matches("[1-9][0-9]{0,3}")) {
            System.err.println("the number of moves must be 1 to 9999, was " + String.join(" ", arguments));
            System.exit(USAGE);
        }
        boolean good;
        try (TestCluster cluster = TestCluster.connect()) {
            good = new MigrationBenchmark(cluster, Integer.parseInt(given), System.out).run();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException {
        String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        MachineFacts machine = MachineFacts.of(cluster, NODE);
        try (Series drover = new Series(new DroverRedis(cluster));
                Series bare = new Series(BareRedis.on(cluster, NODE))) {
            for (int round = 1; round <= moves; round++) {
                drover.prepare();
                bare.prepare();
                show("Drover    ", drover.measure(round));
                show("CRIU alone", bare.measure(round));
            }
            Figures moved = Figures.of(drover.samples(), drover.keysLost().orElse(null));
            Figures dumped = Figures.of(bare.samples(), bare.keysLost().orElse(null));
            MigrationReport report = new MigrationReport(
                    "make bench-migration MOVES=" + moves,
                    startedAt,
                    (long) Series.KEYS * Series.KEY_BYTES,
                    Series.CLIENT_EVERY.toMillis(),
                    machine,
                    MachineFacts.load(),
                    moved,
                    dumped,
                    moved.freezeMillis().medianOver(dumped.freezeMillis()),
                    moved.clientGapMillis().medianOver(dumped.clientGapMillis()));
            out.print(report.text());
            write(report);
            return report.good();
        }
    }

    private void show(String kind, Sample sample) {
        out.println("bench: " + sample.round() + " of " + moves + "  " + kind + "  freeze " + sample.freezeMillis()
                + " ms, client gap " + sample.clientGapMillis() + " ms"
                + (sample.brokenBecause().isEmpty() ? "" : ", the connection broke: " + sample.brokenBecause())
                + (sample.failure().isEmpty() ? "" : ", not moved: " + sample.failure()));
        out.flush();
    }

    private void write(MigrationReport report) throws IOException {
        Path file = cluster.root().resolve("build/bench/migration.json");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), report);
        out.println("bench: raw numbers are in " + cluster.root().relativize(file));
    }
}

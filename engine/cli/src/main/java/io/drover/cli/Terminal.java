package io.drover.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What is only done where a person looks on. The launcher knows: it sets the properties drover.stdout and drover.stderr. */
final class Terminal {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private Terminal() {}

    /** Whether the report goes to a terminal that shows colors. */
    static boolean hasColor() {
        return "terminal".equals(System.getProperty("drover.stdout")) && System.getenv("NO_COLOR") == null;
    }

    /** What a command does while somebody waits; it says from time to time how far it is. */
    interface Work<T> {
        /** Does it. */
        T run(Consumer<String> progress) throws IOException;
    }

    /** Does the work, and says what is being done as soon as it takes longer than a second. */
    static <T> T waitFor(PrintWriter err, String doing, Work<T> work) throws IOException {
        if (!"terminal".equals(System.getProperty("drover.stderr"))) {
            return work.run(unused -> {});
        }
        AtomicReference<String> now = new AtomicReference<>(doing);
        Thread shown = Thread.ofVirtual().start(() -> show(err, now));
        try {
            return work.run(now::set);
        } finally {
            shown.interrupt();
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    private static void show(PrintWriter err, AtomicReference<String> doing) {
        try {
            Thread.sleep(PATIENCE);
            for (long tenths = 10; ; tenths += 2) {
                err.print("\r\u001b[K" + doing.get() + " ... " + tenths / 10 + " s");
                err.flush();
                Thread.sleep(Duration.ofMillis(200));
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}

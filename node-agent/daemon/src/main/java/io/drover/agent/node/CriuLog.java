package io.drover.agent.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds in a log of CRIU what went wrong first: the lines after it are consequences. */
public final class CriuLog {

    private CriuLog() {}

    /** The first line that tells an error, without its time, or empty. */
    public static Optional<String> firstError(Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("Error ("))
                    // Without CAP_SYS_RESOURCE it says so each time, and goes on.
                    .filter(line -> !line.contains("setup RLIMIT_NOFILE for self"))
                    .map(line -> line.substring(line.indexOf("Error (")).strip())
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the log says that a file system was full. */
    public static boolean saysNoSpace(Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("No space left on device"));
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return false;
        }
    }
}

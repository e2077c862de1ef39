package io.drover.rules.facts;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 2d12h}, {@code 1h30m}, {@code 90s}, {@code 300ms}. */
public final class DurationText {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private DurationText() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when the text is not a span of time
     */
    public static Duration parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration such as \"30m\" or \"1h30m\"");
        }
        return Duration.ofDays(part(parts, 1))
                .plusHours(part(parts, 2))
                .plusMinutes(part(parts, 3))
                .plusSeconds(part(parts, 4))
                .plusMillis(part(parts, 5));
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Writes one; milliseconds are left out from one minute on, seconds from one day on. */
    public static String write(Duration duration) {
        if (duration.isNegative()) {
            return "-" + write(duration.negated());
        }
        if (duration.isZero()) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        if (duration.toDays() == 0) {
            append(text, duration.toSecondsPart(), "s");
        }
        if (duration.toMinutes() == 0) {
            append(text, duration.toMillisPart(), "ms");
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}

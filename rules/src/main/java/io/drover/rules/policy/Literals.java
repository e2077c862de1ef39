package io.drover.rules.policy;

import io.drover.rules.facts.Version;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as people write them, read and shown. */
final class Literals {

    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

    private Literals() {}

    /** The value that {@code text} stands for where a value of {@code type} is expected. */
    static Object read(Token at, ValueType type) throws PolicyException {
        String text = at.text();
        try {
            return switch (type.kind()) {
                case SIZE -> ByteSize.parse(text);
                case CPU -> MilliCpu.parse(text);
                case DURATION -> duration(text);
                case TIME -> LocalTime.parse(text);
                case DATE -> LocalDate.parse(text);
                case VERSION -> Version.parse(text);
                case TEXT, TEXTS -> oneOf(at, type);
                case NUMBER, TRUTH, MAP, RECORD, MISSING ->
                    throw at.refused(
                            "\"" + text + "\" is a text, expected "
                                    + type.kind().described(),
                            "leave the quotes out");
            };
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw at.refused("\"" + text + "\" is not " + type.kind().described(), "");
        }
    }

    private static String oneOf(Token at, ValueType type) throws PolicyException {
        if (!type.choices().isEmpty() && !type.choices().contains(at.text())) {
            throw at.refused(
                    "it can never be \"" + at.text() + "\"", "it is one of " + String.join(", ", type.choices()));
        }
        return at.text();
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a duration");
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

    /** As people write it: {@code 1h30m}, {@code a, b}. */
    static String shown(Object value) {
        return switch (value) {
            case Duration duration -> shown(duration);
            case java.math.BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case java.util.List<?> list ->
                list.isEmpty()
                        ? "none"
                        : list.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(", "));
            default -> value.toString();
        };
    }

    /** Milliseconds are left out from one minute on, seconds from one day on. */
    private static String shown(Duration duration) {
        if (duration.isNegative()) {
            return "-" + shown(duration.negated());
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

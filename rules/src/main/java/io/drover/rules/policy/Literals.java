package io.drover.rules.policy;

import io.drover.rules.facts.DurationText;
import io.drover.rules.facts.Version;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;

/** Values as people write them, read and shown. */
final class Literals {

    private Literals() {}

    /** The value that {@code text} stands for where a value of {@code type} is expected. */
    static Object read(Token at, ValueType type) throws PolicyException {
        String text = at.text();
        try {
            return switch (type.kind()) {
                case SIZE -> ByteSize.parse(text);
                case CPU -> MilliCpu.parse(text);
                case DURATION -> DurationText.parse(text);
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
        requireChoice(at, at.text(), type);
        return at.text();
    }

    static void requireChoice(Token at, String text, ValueType type) throws PolicyException {
        if (!type.choices().isEmpty() && !type.choices().contains(text)) {
            throw at.refused("it can never be \"" + text + "\"", "it is one of " + String.join(", ", type.choices()));
        }
    }

    /** As people write it: {@code 1h30m}, {@code a, b}. */
    static String shown(Object value) {
        return switch (value) {
            case Duration duration -> DurationText.write(duration);
            case java.math.BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case java.util.List<?> list ->
                list.isEmpty()
                        ? "none"
                        : list.stream().map(String::valueOf).collect(java.util.stream.Collectors.joining(", "));
            default -> value.toString();
        };
    }
}

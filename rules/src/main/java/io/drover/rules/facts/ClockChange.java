package io.drover.rules.facts;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Set;

/** Sets the clock by what a wall shows: the time of day, the date, or the next such day of the week. */
final class ClockChange {

    private static final Set<String> FIELDS = Set.of("localTime", "localDate", "dayOfWeek");

    private ClockChange() {}

    static boolean knows(String field) {
        return FIELDS.contains(field);
    }

    static Clock set(Clock clock, String field, String value) throws FactChangeException {
        ZonedDateTime now = clock.now().atZone(clock.zone());
        try {
            ZonedDateTime then = switch (field) {
                case "localTime" -> now.with(LocalTime.parse(value));
                case "localDate" -> now.with(LocalDate.parse(value));
                default -> now.with(TemporalAdjusters.nextOrSame(DayOfWeek.valueOf(value.toUpperCase(Locale.ROOT))));
            };
            return new Clock(then.toInstant(), clock.zone());
        } catch (DateTimeException | IllegalArgumentException unreadable) {
            throw new FactChangeException(
                    "\"" + value + "\" is no " + field,
                    "write 07:00 for a time, 2026-12-24 for a date, Monday for a day of the week");
        }
    }
}

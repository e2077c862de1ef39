package io.drover.rules.facts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When the decision is made, and in which zone its policies count the hours.
 *
 * @param now the instant, given from outside
 * @param zone setting of the operator, UTC by default
 */
public record Clock(Instant now, ZoneId zone) implements Fact {

    /** Time of day in the zone. */
    @RuleField
    public LocalTime localTime() {
        return now.atZone(zone).toLocalTime();
    }

    /** Day of the week in the zone: {@code Monday} to {@code Sunday}. */
    @RuleField
    public DayOfWeek dayOfWeek() {
        return now.atZone(zone).getDayOfWeek();
    }

    /** Calendar day in the zone. */
    @RuleField
    public LocalDate localDate() {
        return now.atZone(zone).toLocalDate();
    }
}

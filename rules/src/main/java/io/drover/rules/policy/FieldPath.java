package io.drover.rules.policy;

import io.drover.rules.facts.Observed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A field of a fact, or of a record within it.
 *
 * @param name as written, such as {@code current.memoryLimit}
 * @param type of the values that it yields
 * @param accessors the records' own accessors on the way
 */
public record FieldPath(String name, ValueType type, List<Method> accessors) {

    public FieldPath {
        accessors = List.copyOf(accessors);
    }

    FieldPath then(FieldPath further) {
        List<Method> way = new java.util.ArrayList<>(accessors);
        way.addAll(further.accessors);
        return new FieldPath(name + "." + further.name, further.type, way);
    }

    /** Its value, or {@link Missing}. */
    Object of(Object fact) {
        Object value = fact;
        for (Method accessor : accessors) {
            value = unwrap(invoke(accessor, value));
            if (value instanceof Missing) {
                return value;
            }
        }
        return plain(value);
    }

    private static Object invoke(Method accessor, Object on) {
        try {
            return accessor.invoke(on);
        } catch (IllegalAccessException | InvocationTargetException broken) {
            throw new IllegalStateException("fact field " + accessor + " cannot be read", broken);
        }
    }

    private static Object unwrap(Object value) {
        return switch (value) {
            case Observed.Unknown<?> unknown -> Missing.unknown(unknown.why());
            case Observed.Known<?> known -> unwrap(known.value());
            case Optional<?> optional -> optional.isPresent() ? unwrap(optional.get()) : Missing.NONE;
            default -> value;
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case DayOfWeek day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case Boolean truth -> truth;
            case Duration duration -> duration;
            case LocalTime time -> time;
            case LocalDate date -> date;
            case io.drover.rules.facts.Version version -> version;
            case io.drover.values.ByteSize size -> size;
            case io.drover.values.MilliCpu cpu -> cpu;
            case Map<?, ?> map -> map;
            case Collection<?> several ->
                several.stream().map(Object::toString).sorted().toList();
            default -> value.toString();
        };
    }
}

package io.drover.gather.snapshot;

import io.drover.rules.facts.Observed;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what was observed as its value, and what was not as {@code {unknown: why}}. */
final class ObservedText {

    private static final String UNKNOWN = "unknown";

    private ObservedText() {}

    static <T> Object write(Observed<T> observed, Function<T, Object> value) {
        return switch (observed) {
            case Observed.Known<T>(T known) -> value.apply(known);
            case Observed.Unknown<T>(String why) -> Map.of(UNKNOWN, why);
        };
    }

    static <T> Observed<T> read(@Nullable Object written, Function<Object, T> value) {
        if (written == null) {
            return Observed.unknown("it was not taken down");
        }
        return written instanceof Map<?, ?> map && map.get(UNKNOWN) != null
                ? Observed.unknown(String.valueOf(map.get(UNKNOWN)))
                : Observed.of(value.apply(written));
    }
}

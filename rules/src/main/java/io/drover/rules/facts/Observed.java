package io.drover.rules.facts;

import java.util.Optional;
import java.util.function.Function;

/**
 * A fact that has to be looked up somewhere and may not have been: <em>unknown</em> is not the same as false, zero or absent.
 *
 * <p>In a rule a comparison with an unknown value is neither true nor false, so the constraint does not match; {@code x == unknown}
 * asks for it.
 *
 * @param <T> the type of the value, immutable
 */
public sealed interface Observed<T> {

    /**
     * The value was found.
     *
     * @param value what was found
     */
    record Known<T>(T value) implements Observed<T> {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * Nobody could tell.
     *
     * @param why lower case without a full stop, such as {@code no agent answers on node-a}
     */
    record Unknown<T>(String why) implements Observed<T> {
        @Override
        public String toString() {
            return "unknown (" + why + ")";
        }
    }

    /** The given value, found. */
    static <T> Observed<T> of(T value) {
        return new Known<>(value);
    }

    /** No value, and why there is none. */
    static <T> Observed<T> unknown(String why) {
        return new Unknown<>(why);
    }

    /** The value, or nothing when it is unknown. */
    default Optional<T> known() {
        return switch (this) {
            case Known<T> found -> Optional.of(found.value());
            case Unknown<T> missing -> Optional.empty();
        };
    }

    /** The result of {@code part} on the value; unknown stays unknown for the same cause. */
    default <R> Observed<R> map(Function<? super T, ? extends R> part) {
        return switch (this) {
            case Known<T> found -> new Known<>(part.apply(found.value()));
            case Unknown<T> missing -> new Unknown<>(missing.why());
        };
    }
}

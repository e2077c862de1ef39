package io.drover.agent.packets;

import java.util.function.Function;

/**
 * How one piece of work on packets ended.
 *
 * @param <T> what it gives when it worked
 */
public sealed interface Attempt<T> {

    /**
     * It was done.
     *
     * @param value what it gave
     */
    record Worked<T>(T value) implements Attempt<T> {}

    /**
     * It was not done. Unless the method says otherwise the kernel's state is what it was before the call.
     *
     * @param reason why, as a stable word
     * @param detail the value that was wrong and what the kernel or the library said
     */
    record Refused<T>(PacketReason reason, String detail) implements Attempt<T> {

        /** The same refusal of other work. */
        <U> Attempt<U> as() {
            return new Refused<>(reason, detail);
        }
    }

    /** Goes on with the value when it worked; a refusal stays what it is. */
    default <U> Attempt<U> then(Function<T, Attempt<U>> next) {
        return switch (this) {
            case Worked<T> worked -> next.apply(worked.value());
            case Refused<T> refused -> refused.as();
        };
    }
}

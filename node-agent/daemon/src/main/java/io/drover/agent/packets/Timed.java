package io.drover.agent.packets;

import java.time.Duration;
import java.util.function.Supplier;

/** Measures work. */
final class Timed {

    private Timed() {}

    /** Does the work and gives how long it took in place of its value. */
    static Attempt<Duration> of(Supplier<? extends Attempt<?>> work) {
        long began = System.nanoTime();
        return took(work.get(), began);
    }

    private static <T> Attempt<Duration> took(Attempt<T> done, long began) {
        return done.then(value -> new Attempt.Worked<>(Duration.ofNanos(System.nanoTime() - began)));
    }
}

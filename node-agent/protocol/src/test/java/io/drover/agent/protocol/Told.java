package io.drover.agent.protocol;

import io.drover.values.Epoch;
import java.util.stream.Collectors;

/** Transitions and epochs in the words of the tests' tables. */
final class Told {

    private Told() {}

    static String then(Transition<?, ?> step, Object phase) {
        return switch (step) {
            case Transition.Taken<?, ?> ignored -> phase.toString();
            case Transition.Ignored<?, ?> ignored -> "ignored";
            case Transition.Refused<?, ?> ignored -> "refused";
        };
    }

    /** The commands, or the code of the refusal. */
    static String does(Transition<?, ?> step) {
        return step instanceof Transition.Refused<?, ?> refused
                ? refused.failure().reason().code()
                : step.commands().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    static Epoch epoch(String... words) {
        return new Epoch(Long.parseLong(words[1]));
    }
}

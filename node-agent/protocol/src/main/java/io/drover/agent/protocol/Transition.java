package io.drover.agent.protocol;

import java.util.List;

/**
 * What an event does to a state machine. Every pair of state and event has one.
 *
 * <p>Whoever carries it out makes {@link #next} durable first, then carries out {@link #commands}, and only then tells others of the
 * new state. After a crash the commands that the durable state owes are carried out again: all of them may be repeated.
 *
 * @param <S> the states of the machine
 * @param <C> its commands
 */
public sealed interface Transition<S, C> {

    S next();

    List<C> commands();

    /** The event had an effect, or is answered by doing again what the state owes. */
    record Taken<S, C>(S next, List<C> commands) implements Transition<S, C> {
        public Taken {
            commands = List.copyOf(commands);
        }
    }

    /** The event means nothing here: a late or repeated word, or something that does not matter any more. */
    record Ignored<S, C>(S next, String because) implements Transition<S, C> {
        @Override
        public List<C> commands() {
            return List.of();
        }
    }

    /** A command that must not be carried out in this state; the answer to whoever gave it. */
    record Refused<S, C>(S next, Failure failure) implements Transition<S, C> {
        @Override
        public List<C> commands() {
            return List.of();
        }
    }
}

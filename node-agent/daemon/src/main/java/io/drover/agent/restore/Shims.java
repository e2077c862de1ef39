package io.drover.agent.restore;

import io.drover.agent.handover.Answer;
import io.drover.agent.handover.Question;
import io.drover.agent.handover.Report;
import java.time.Duration;

/** What the handover server asks on behalf of a shim. Every call may come from any thread. */
public interface Shims {

    /**
     * What to do with a container; {@link Answer.Wait} when there is no word after {@code atMost}, and the shim asks again on the same
     * connection.
     */
    Answer answer(Question question, Duration atMost);

    /** Takes down what became of a restore. */
    Answer report(Question question, Report report);

    /** The shim of this question does not wait any more. */
    void left(Question question);
}

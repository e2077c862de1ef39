package io.drover.rules.explanation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import java.util.List;

/**
 * Why one pod gets the action that it gets, and none of the others.
 *
 * @param decision what is explained
 * @param actions every action but {@link Action#SKIP}, the least disruptive first
 * @param almost rejections and preferences that one threshold kept from being said, in the order of files and lines
 */
public record DecisionExplanation(Decision decision, List<ActionExplanation> actions, List<AlmostSaid> almost) {

    public DecisionExplanation {
        actions = List.copyOf(actions);
        almost = List.copyOf(almost);
    }
}

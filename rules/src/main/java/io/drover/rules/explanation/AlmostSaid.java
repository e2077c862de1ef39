package io.drover.rules.explanation;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Verdict;
import io.drover.values.Reason;
import java.util.List;

/**
 * A rule that found nothing because one value did not reach its threshold, while everything else that it asks for is there.
 *
 * @param policy name of its policy
 * @param rule its name
 * @param file path within the policy
 * @param line of the condition that did not hold, from 1
 * @param reason that it would have given
 * @param verdict for or against
 * @param actions about which it would have spoken
 * @param path of the value: {@code container.redis.resident}
 * @param actual its value
 * @param limit of the rule
 * @param needed what the value would have to be for the rule to speak
 */
public record AlmostSaid(
        String policy,
        String rule,
        String file,
        int line,
        Reason reason,
        Verdict verdict,
        List<Action> actions,
        String path,
        String actual,
        String limit,
        String needed) {

    public AlmostSaid {
        actions = List.copyOf(actions);
    }
}

package io.drover.rules.policy;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Verdict;
import io.drover.values.Reason;
import java.util.List;

/**
 * One rule, checked: everything that it can do is in here.
 *
 * @param policy name of its policy
 * @param name unique in its policy
 * @param file path within the policy
 * @param line from 1
 * @param reason of all its findings
 * @param waivable a recommendation may override its rejections
 * @param conditions what must hold
 * @param verdict of its findings
 * @param actions that it speaks about, one finding each
 * @param weight of a preference, 0 for a rejection
 * @param message of its findings
 */
public record RuleDefinition(
        String policy,
        String name,
        String file,
        int line,
        Reason reason,
        boolean waivable,
        List<Condition> conditions,
        Verdict verdict,
        List<Action> actions,
        int weight,
        Expression message) {

    public RuleDefinition {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
    }
}

package io.drover.rules.evaluation;

import io.drover.rules.facts.Fact;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.RuleDefinition;
import java.util.Collection;
import java.util.List;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Rules that can be asked any number of times, by any number of threads. */
final class Rulebook {

    private static final int MOST_FIRINGS = 2_000;

    private final KieBase rules;

    Rulebook(List<Policy> policies) {
        ModelImpl model = new ModelImpl();
        for (Policy policy : policies) {
            for (RuleDefinition rule : policy.rules()) {
                model.addRule(RuleModel.of(rule, policy.name() + "/" + rule.name()));
            }
        }
        rules = KieBaseBuilder.createKieBaseFromModel(model);
    }

    /**
     * What the rules find about these facts, in no particular order, and what would have to be different.
     *
     * @throws RuntimeException when a rule cannot be evaluated, or the bound on work is exceeded
     */
    Tally findings(Collection<Fact> facts) {
        Tally tally = new Tally();
        KieSession session = rules.newKieSession();
        try {
            session.insert(tally);
            facts.forEach(session::insert);
            if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
                throw new Tally.TooMuchWork("rules fired " + MOST_FIRINGS + " times for one pod");
            }
            return tally;
        } finally {
            session.dispose();
        }
    }
}

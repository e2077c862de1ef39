package io.drover.rules.evaluation;

import io.drover.rules.policy.RuleDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.drools.model.Consequence;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.functions.BlockN;

/** What a rule does when all its conditions hold: it leaves its finding, nothing else. */
final class Firing implements Consequence, RuleItemBuilder<Consequence> {

    private final RuleDefinition rule;
    private final List<Integer> readable;
    private final Variable<?>[] variables;

    /**
     * A firing of {@code rule}.
     *
     * @param slots the variables of all its patterns
     * @param readable the places of those that stand for one fact, or for a list of facts
     */
    Firing(RuleDefinition rule, Variable<Tally> tally, List<Variable<?>> slots, List<Integer> readable) {
        this.rule = rule;
        this.readable = List.copyOf(readable);
        this.variables = Stream.concat(Stream.of(tally), readable.stream().map(slots::get))
                .toArray(Variable<?>[]::new);
    }

    private void fire(Object... values) {
        Object[] frame = new Object[rule.conditions().size()];
        for (int i = 0; i < readable.size(); i++) {
            frame[readable.get(i)] = values[i + 1];
        }
        ((Tally) values[0]).fired(rule, frame);
    }

    @Override
    public Consequence get() {
        return this;
    }

    @Override
    public Variable<?>[] getVariables() {
        return variables.clone();
    }

    @Override
    public Variable<?>[] getDeclarations() {
        return variables.clone();
    }

    @Override
    public BlockN getBlock() {
        return this::fire;
    }

    @Override
    public boolean isUsingDrools() {
        return false;
    }

    @Override
    public boolean isBreaking() {
        return false;
    }

    @Override
    public String getLanguage() {
        return "java";
    }
}

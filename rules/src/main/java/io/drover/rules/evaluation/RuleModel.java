package io.drover.rules.evaluation;

import io.drover.rules.policy.Condition;
import io.drover.rules.policy.Condition.Constraint;
import io.drover.rules.policy.Condition.Pattern;
import io.drover.rules.policy.Expression;
import io.drover.rules.policy.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import org.drools.core.base.accumulators.CollectListAccumulateFunction;
import org.drools.model.DSL;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.RuleItemBuilder;
import org.drools.model.Variable;
import org.drools.model.view.ExprViewItem;
import org.drools.model.view.ViewItem;

/**
 * One rule as Drools' executable model. Every constraint becomes a predicate that evaluates its checked expression; nothing that
 * somebody wrote is handed to a compiler.
 */
final class RuleModel {

    private final RuleDefinition rule;
    private final String id;
    private final Variable<Tally> tally = DSL.declarationOf(Tally.class);
    private final List<Variable<?>> slots = new ArrayList<>();
    private final List<RuleItemBuilder<?>> items = new ArrayList<>();
    private int constraints;

    private RuleModel(RuleDefinition rule, String id) {
        this.rule = rule;
        this.id = id;
    }

    /** The model of a rule; {@code id} tells its constraints from those of every other rule. */
    static Rule of(RuleDefinition rule, String id) {
        return new RuleModel(rule, id).build();
    }

    private Rule build() {
        items.add(PatternDSL.pattern(tally));
        List<Integer> readable = new ArrayList<>();
        for (Condition condition : rule.conditions()) {
            add(condition, readable);
        }
        items.add(new Firing(rule, tally, slots, readable));
        return PatternDSL.rule(id).build(items.toArray(RuleItemBuilder<?>[]::new));
    }

    private void add(Condition condition, List<Integer> readable) {
        switch (condition) {
            case Condition.Match match -> {
                slots.add(variable(match.pattern()));
                readable.add(match.pattern().slot());
                items.add(pattern(match.pattern()));
            }
            case Condition.Absent absent -> {
                slots.add(variable(absent.pattern()));
                items.add(DSL.not(pattern(absent.pattern())));
            }
            case Condition.Present present -> {
                slots.add(variable(present.pattern()));
                items.add(DSL.exists(pattern(present.pattern())));
            }
            case Condition.Collected collected -> {
                collect(collected);
                readable.add(collected.pattern().slot());
            }
        }
    }

    private void collect(Condition.Collected collected) {
        Variable<?> each = variable(collected.pattern());
        slots.add(each);
        ViewItem<?> pattern = pattern(collected.pattern());
        Variable<Object> all = DSL.declarationOf(Object.class);
        items.add(DSL.accumulate(
                pattern,
                DSL.accFunction(CollectListAccumulateFunction::new, each).as(all)));
        slots.set(collected.pattern().slot(), all);
        for (Constraint constraint : collected.constraints()) {
            items.add(condition(constraint));
        }
    }

    private static Variable<?> variable(Pattern pattern) {
        return DSL.declarationOf(pattern.type().type());
    }

    private PatternDSL.PatternDef<?> pattern(Pattern pattern) {
        PatternDSL.PatternDef<?> built = PatternDSL.pattern(slots.get(pattern.slot()));
        for (Constraint constraint : pattern.constraints()) {
            built = constrained(built, pattern.slot(), constraint);
        }
        return pattern.constraints().isEmpty() ? counted(built) : built;
    }

    /** A pattern without constraints is counted too: joins of many facts are what the bound is for. */
    private <T> PatternDSL.PatternDef<T> counted(PatternDSL.PatternDef<T> pattern) {
        return pattern.expr(nextId(), tally, (fact, work) -> {
            work.countComparison();
            return true;
        });
    }

    private <T> PatternDSL.PatternDef<T> constrained(PatternDSL.PatternDef<T> pattern, int own, Constraint constraint) {
        List<Integer> others =
                constraint.slots().stream().filter(slot -> slot != own).toList();
        Test test = new Test(constraint.expression(), rule.conditions().size());
        return switch (others.size()) {
            case 0 -> pattern.expr(nextId(), tally, (fact, work) -> test.holds(work, own, fact));
            case 1 ->
                pattern.expr(
                        nextId(),
                        tally,
                        slots.get(others.get(0)),
                        (fact, work, a) -> test.holds(work, own, fact, others.get(0), a));
            case 2 ->
                pattern.expr(
                        nextId(),
                        tally,
                        slots.get(others.get(0)),
                        slots.get(others.get(1)),
                        (fact, work, a, b) -> test.holds(work, own, fact, others.get(0), a, others.get(1), b));
            default ->
                pattern.expr(
                        nextId(),
                        tally,
                        slots.get(others.get(0)),
                        slots.get(others.get(1)),
                        slots.get(others.get(2)),
                        (fact, work, a, b, c) ->
                                test.holds(work, own, fact, others.get(0), a, others.get(1), b, others.get(2), c));
        };
    }

    private ExprViewItem<?> condition(Constraint constraint) {
        List<Integer> read = constraint.slots();
        Test test = new Test(constraint.expression(), rule.conditions().size());
        return switch (read.size()) {
            case 0 -> DSL.expr(nextId(), tally, work -> test.holds(work));
            case 1 -> DSL.expr(nextId(), tally, slots.get(read.get(0)), (work, a) -> test.holds(work, read.get(0), a));
            case 2 ->
                DSL.expr(
                        nextId(),
                        tally,
                        slots.get(read.get(0)),
                        slots.get(read.get(1)),
                        (work, a, b) -> test.holds(work, read.get(0), a, read.get(1), b));
            default ->
                DSL.expr(
                        nextId(),
                        tally,
                        slots.get(read.get(0)),
                        slots.get(read.get(1)),
                        slots.get(read.get(2)),
                        (work, a, b, c) -> test.holds(work, read.get(0), a, read.get(1), b, read.get(2), c));
        };
    }

    private String nextId() {
        return id + "#" + constraints++;
    }

    /**
     * A checked expression that has to be true.
     *
     * @param expression the expression
     * @param size number of slots of the rule
     */
    private record Test(Expression expression, int size) {

        boolean holds(Tally work, Object... slotsAndFacts) {
            work.countComparison();
            Object[] frame = new Object[size];
            for (int i = 0; i < slotsAndFacts.length; i += 2) {
                frame[(Integer) slotsAndFacts[i]] = slotsAndFacts[i + 1];
            }
            return Boolean.TRUE.equals(expression.value(frame));
        }
    }
}

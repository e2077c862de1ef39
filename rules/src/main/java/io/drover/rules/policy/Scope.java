package io.drover.rules.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the names in an expression stand for at one place of a rule. */
final class Scope {

    private final Map<String, Expression> values;
    private final Map<String, Bound> facts;
    private final Optional<Bound> current;
    private final Parameters parameters;

    /**
     * A fact in its slot.
     *
     * @param slot its place among the rule's matched facts
     * @param type what it is
     */
    record Bound(int slot, FactType type) {}

    private Scope(
            Map<String, Expression> values, Map<String, Bound> facts, Optional<Bound> current, Parameters parameters) {
        this.values = values;
        this.facts = facts;
        this.current = current;
        this.parameters = parameters;
    }

    static Scope with(Parameters parameters) {
        return new Scope(new HashMap<>(), new HashMap<>(), Optional.empty(), parameters);
    }

    /** A copy in which bare names are fields of the given fact; variables bound in it do not come out. */
    Scope within(Bound fact) {
        return new Scope(new HashMap<>(values), new HashMap<>(facts), Optional.of(fact), parameters);
    }

    /** The same variables, without a fact to which bare names belong. */
    Scope outside() {
        return new Scope(values, facts, Optional.empty(), parameters);
    }

    /** Takes over the variables that were bound in {@code inner}. */
    void adopt(Scope inner) {
        values.putAll(inner.values);
        facts.putAll(inner.facts);
    }

    boolean knows(String variable) {
        return values.containsKey(variable) || facts.containsKey(variable);
    }

    void bind(String variable, Expression value) {
        values.put(variable, value);
    }

    void bind(String variable, Bound fact) {
        facts.put(variable, fact);
    }

    Optional<Expression> value(String variable) {
        return Optional.ofNullable(values.get(variable));
    }

    Optional<Bound> fact(String variable) {
        return Optional.ofNullable(facts.get(variable));
    }

    Parameters parameters() {
        return parameters;
    }

    Optional<Bound> current() {
        return current;
    }
}

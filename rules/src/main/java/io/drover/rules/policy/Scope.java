package io.drover.rules.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the names in an expression stand for at one place of a rule. */
final class Scope {

    private final Map<String, Expression> values;
    private final Map<String, Bound> facts;
    private final Optional<Bound> current;

    /**
     * A fact in its slot.
     *
     * @param slot its place among the rule's matched facts
     * @param type what it is
     */
    record Bound(int slot, FactType type) {}

    private Scope(Map<String, Expression> values, Map<String, Bound> facts, Optional<Bound> current) {
        this.values = values;
        this.facts = facts;
        this.current = current;
    }

    static Scope empty() {
        return new Scope(new HashMap<>(), new HashMap<>(), Optional.empty());
    }

    /** A copy in which bare names are fields of the given fact; variables bound in it do not come out. */
    Scope within(Bound fact) {
        return new Scope(new HashMap<>(values), new HashMap<>(facts), Optional.of(fact));
    }

    /** The same variables, without a fact to which bare names belong. */
    Scope outside() {
        return new Scope(values, facts, Optional.empty());
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

    Optional<Bound> current() {
        return current;
    }
}

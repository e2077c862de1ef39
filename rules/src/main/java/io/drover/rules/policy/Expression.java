package io.drover.rules.policy;

import java.util.List;
import java.util.Map;

/**
 * An expression whose every part has a type: all that a rule can compute. Values are {@code Boolean}, {@code BigDecimal}, {@code String},
 * quantities, durations, times, versions, lists of text, or {@link Missing}.
 *
 * <p>Truth has three values: a comparison with something unknown is unknown, and a constraint holds only when it is true. Something
 * that is known not to be set differs from every value, and is neither less nor more than any.
 */
public sealed interface Expression {

    /** The type of its values. */
    ValueType type();

    /**
     * Its value.
     *
     * @param slots the facts that the rule's patterns have matched, by their place in the rule
     */
    Object value(Object[] slots);

    /** Something written in the rule itself. */
    record Constant(ValueType type, Object value) implements Expression {
        @Override
        public Object value(Object[] slots) {
            return value;
        }
    }

    /** A parameter of the policy, with the value in force. */
    record Parameter(ValueType type, String name, Object value) implements Expression {
        @Override
        public Object value(Object[] slots) {
            return value;
        }
    }

    /** A field of a matched fact. */
    record Field(int slot, FieldPath path) implements Expression {
        @Override
        public ValueType type() {
            return path.type();
        }

        @Override
        public Object value(Object[] slots) {
            return path.of(slots[slot]);
        }
    }

    /** One entry of a map; a key that is not there is none. */
    record Entry(Expression map, String key) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TEXT);
        }

        @Override
        public Object value(Object[] slots) {
            Object value = map.value(slots);
            if (value instanceof Missing) {
                return value;
            }
            Object found = ((Map<?, ?>) value).get(key);
            return found == null ? Missing.NONE : found;
        }
    }

    /** Two values of one type compared; {@code operator} is one of {@code == != < <= > >=}. */
    record Comparison(String operator, Expression left, Expression right) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            return Values.compare(operator, left.value(slots), right.value(slots));
        }
    }

    /** Both, or either. */
    record Logic(boolean both, Expression left, Expression right) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            Object first = left.value(slots);
            Boolean settles = !both;
            if (settles.equals(first)) {
                return first;
            }
            Object second = right.value(slots);
            if (settles.equals(second)) {
                return second;
            }
            return first instanceof Missing ? first : second;
        }
    }

    /** The contrary; of unknown: unknown. */
    record Negation(Expression negated) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            Object value = negated.value(slots);
            return value instanceof Boolean truth ? (Object) !truth : value;
        }
    }

    /** Whether a value is missing in the given way; an empty list counts as none. Never unknown itself. */
    record MissingTest(Expression tested, boolean unknown, boolean negated) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            Object value = tested.value(slots);
            if (!unknown && value instanceof Missing missing && missing.isUnknown()) {
                return missing;
            }
            boolean holds = unknown
                    ? value instanceof Missing missing && missing.isUnknown()
                    : value instanceof Missing || (value instanceof List<?> list && list.isEmpty());
            return holds != negated;
        }
    }

    /** Plus, minus, times, divided by. */
    record Arithmetic(ValueType type, String operator, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Object[] slots) {
            return Values.calculate(type.kind(), operator, left.value(slots), right.value(slots));
        }
    }

    /** Whether a value equals one of several. */
    record Membership(Expression left, List<Expression> choices) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            Object value = left.value(slots);
            Object result = false;
            for (Expression choice : choices) {
                Object same = Values.compare("==", value, choice.value(slots));
                if (Boolean.TRUE.equals(same)) {
                    return true;
                }
                result = same instanceof Missing ? same : result;
            }
            return result;
        }
    }

    /** Whether a list has an element, or a text a part. */
    record Containment(Expression whole, Expression part) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TRUTH);
        }

        @Override
        public Object value(Object[] slots) {
            return Values.contains(whole.value(slots), part.value(slots));
        }
    }

    /** Texts and values one after the other, as a message. */
    record Joined(List<Expression> parts) implements Expression {
        @Override
        public ValueType type() {
            return ValueType.of(ValueType.Kind.TEXT);
        }

        @Override
        public Object value(Object[] slots) {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                text.append(Literals.shown(part.value(slots)));
            }
            return text.toString();
        }
    }

    /** A function over all facts that a pattern within {@code accumulate} has matched. */
    record Aggregate(ValueType type, String function, int slot, Expression argument) implements Expression {
        @Override
        public Object value(Object[] slots) {
            Object[] inner = slots.clone();
            return Values.aggregate(
                    function,
                    type.kind(),
                    ((List<?>) slots[slot])
                            .stream()
                                    .map(fact -> {
                                        inner[slot] = fact;
                                        return argument.value(inner);
                                    })
                                    .toList());
        }
    }
}

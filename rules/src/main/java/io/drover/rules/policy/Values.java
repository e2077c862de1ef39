package io.drover.rules.policy;

import io.drover.rules.policy.ValueType.Kind;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** What can be done with the values of expressions. */
final class Values {

    private static final MathContext PRECISION = MathContext.DECIMAL64;

    private Values() {}

    static Object compare(String operator, Object left, Object right) {
        if (left instanceof Missing missing && missing.isUnknown()) {
            return left;
        }
        if (right instanceof Missing missing && missing.isUnknown()) {
            return right;
        }
        if (left instanceof Missing || right instanceof Missing) {
            boolean bothNone = left instanceof Missing && right instanceof Missing;
            return switch (operator) {
                case "==" -> bothNone;
                case "!=" -> !bothNone;
                default -> false;
            };
        }
        return switch (operator) {
            case "==" -> same(left, right);
            case "!=" -> !same(left, right);
            case "<" -> order(left, right) < 0;
            case "<=" -> order(left, right) <= 0;
            case ">" -> order(left, right) > 0;
            default -> order(left, right) >= 0;
        };
    }

    private static boolean same(Object left, Object right) {
        return left instanceof BigDecimal ? order(left, right) == 0 : left.equals(right);
    }

    @SuppressWarnings("unchecked") // both sides have the same ordered kind: the rule was checked when it was read
    private static int order(Object left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    static Object contains(Object whole, Object part) {
        if (whole instanceof Missing missing) {
            return missing.isUnknown() ? missing : (Object) false;
        }
        if (part instanceof Missing missing) {
            return missing.isUnknown() ? missing : (Object) false;
        }
        return whole instanceof List<?> list ? list.contains(part) : ((String) whole).contains((String) part);
    }

    static Object calculate(Kind result, String operator, Object left, Object right) {
        if (left instanceof Missing) {
            return left;
        }
        if (right instanceof Missing) {
            return right;
        }
        try {
            BigDecimal one = number(left);
            BigDecimal other = number(right);
            BigDecimal value = switch (operator) {
                case "+" -> one.add(other, PRECISION);
                case "-" -> one.subtract(other, PRECISION);
                case "*" -> one.multiply(other, PRECISION);
                default -> one.divide(other, PRECISION);
            };
            return withUnit(result, value);
        } catch (ArithmeticException impossible) {
            return Missing.unknown("the result cannot be counted");
        }
    }

    /** In the smallest unit: bytes, thousandths of a core, nanoseconds. */
    private static BigDecimal number(Object value) {
        return switch (value) {
            case ByteSize size -> BigDecimal.valueOf(size.bytes());
            case MilliCpu cpu -> BigDecimal.valueOf(cpu.millis());
            case Duration duration -> BigDecimal.valueOf(duration.toNanos());
            case BigDecimal number -> number;
            default -> throw new ArithmeticException("not a number");
        };
    }

    private static Object withUnit(Kind kind, BigDecimal value) {
        return switch (kind) {
            case SIZE -> new ByteSize(whole(value));
            case CPU -> new MilliCpu(whole(value));
            case DURATION ->
                Duration.ofNanos(value.setScale(0, RoundingMode.HALF_UP).longValueExact());
            default -> value;
        };
    }

    private static long whole(BigDecimal value) {
        return Math.max(0, value.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    static Object aggregate(String function, Kind result, List<Object> values) {
        if (function.equals("count")) {
            return BigDecimal.valueOf(values.size());
        }
        Object total = Missing.NONE;
        for (Object value : values) {
            if (value instanceof Missing missing && missing.isUnknown()) {
                return missing;
            }
            if (!(value instanceof Missing)) {
                total = total instanceof Missing ? value : combine(function, result, total, value);
            }
        }
        if (total instanceof Missing && function.equals("sum")) {
            return withUnit(result, BigDecimal.ZERO);
        }
        if (function.equals("average") && !(total instanceof Missing)) {
            long counted =
                    values.stream().filter(value -> !(value instanceof Missing)).count();
            return calculate(result, "/", total, BigDecimal.valueOf(counted));
        }
        return total;
    }

    private static Object combine(String function, Kind result, Object total, Object value) {
        return switch (function) {
            case "min" -> order(value, total) < 0 ? value : total;
            case "max" -> order(value, total) > 0 ? value : total;
            default -> calculate(result, "+", total, value);
        };
    }
}

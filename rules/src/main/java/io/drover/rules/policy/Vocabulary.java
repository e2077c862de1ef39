package io.drover.rules.policy;

import io.drover.rules.facts.Fact;
import io.drover.rules.facts.Observed;
import io.drover.rules.facts.RuleField;
import io.drover.rules.facts.Version;
import io.drover.rules.policy.ValueType.Kind;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every fact and field that a rule can name: the permitted records of {@link Fact}, nothing else. */
public final class Vocabulary {

    private final Map<String, FactType> facts = new TreeMap<>();

    /** Reads it off the fact records. */
    public Vocabulary() {
        for (Class<?> type : Fact.class.getPermittedSubclasses()) {
            FactType fact = new FactType(type.getSimpleName(), type.asSubclass(Fact.class), fieldsOf(type));
            facts.put(fact.name(), fact);
        }
    }

    /** All facts in the order of their names. */
    public Collection<FactType> facts() {
        return List.copyOf(facts.values());
    }

    Optional<FactType> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The fields of a record that occurs within a fact. */
    static Map<String, FieldPath> fieldsOf(Class<?> record) {
        Map<String, FieldPath> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            add(fields, component.getAccessor(), component.getGenericType());
        }
        Arrays.stream(record.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(RuleField.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> add(fields, method, method.getGenericReturnType()));
        return fields;
    }

    /** The name among {@code known} that was probably meant. */
    static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .filter(name -> distance(written, name) <= Math.max(2, written.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(name -> name));
    }

    private static void add(Map<String, FieldPath> fields, Method accessor, Type type) {
        valueType(type)
                .ifPresent(valueType -> fields.put(
                        accessor.getName(), new FieldPath(accessor.getName(), valueType, List.of(accessor))));
    }

    private static Optional<ValueType> valueType(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            if (raw == Observed.class || raw == Optional.class) {
                return valueType(parameterized.getActualTypeArguments()[0]);
            }
            return Optional.of(ValueType.of(Map.class.isAssignableFrom(raw) ? Kind.MAP : Kind.TEXTS));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            List<String> choices = Arrays.stream(plain.getEnumConstants())
                    .map(constant -> constant instanceof DayOfWeek day
                            ? day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                            : constant.toString())
                    .toList();
            return Optional.of(new ValueType(Kind.TEXT, choices, Void.class));
        }
        Kind kind = KINDS.get(plain);
        if (kind != null) {
            return Optional.of(ValueType.of(kind));
        }
        if (plain == Instant.class) {
            return Optional.empty();
        }
        boolean isName = plain.isRecord() && plain.getPackageName().equals("io.drover.values");
        return Optional.of(
                plain.isRecord() && !isName ? new ValueType(Kind.RECORD, List.of(), plain) : ValueType.of(Kind.TEXT));
    }

    private static final Map<Class<?>, Kind> KINDS = Map.ofEntries(
            Map.entry(boolean.class, Kind.TRUTH),
            Map.entry(Boolean.class, Kind.TRUTH),
            Map.entry(int.class, Kind.NUMBER),
            Map.entry(long.class, Kind.NUMBER),
            Map.entry(Integer.class, Kind.NUMBER),
            Map.entry(Long.class, Kind.NUMBER),
            Map.entry(String.class, Kind.TEXT),
            Map.entry(ByteSize.class, Kind.SIZE),
            Map.entry(MilliCpu.class, Kind.CPU),
            Map.entry(Duration.class, Kind.DURATION),
            Map.entry(LocalTime.class, Kind.TIME),
            Map.entry(LocalDate.class, Kind.DATE),
            Map.entry(Version.class, Kind.VERSION));

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == Character.toLowerCase(other.charAt(j - 1));
                row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + (same ? 0 : 1));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}

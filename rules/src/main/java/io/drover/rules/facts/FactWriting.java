package io.drover.rules.facts;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a copy of a record in which one value is another. */
final class FactWriting {

    private FactWriting() {}

    /** A copy of {@code at} in which the value at the end of {@code path} is what {@code value} says. */
    static Object set(Object at, Type type, List<String> path, String value) throws FactChangeException {
        if (path.isEmpty()) {
            return FactValues.read(type, value);
        }
        if (type instanceof ParameterizedType parameterized) {
            return within(at, parameterized, path, value);
        }
        if (!(at instanceof Record)) {
            throw new FactChangeException("\"" + path.getFirst() + "\" is within a value that has no parts", "");
        }
        if (at instanceof Clock clock && ClockChange.knows(path.getFirst())) {
            return ClockChange.set(clock, path.getFirst(), value);
        }
        RecordComponent component = component(at.getClass(), path.getFirst());
        if (component == null) {
            return set(at, type, source(at.getClass(), path), value);
        }
        Object before = get(component, at);
        return with(
                at, component.getName(), set(before, component.getGenericType(), path.subList(1, path.size()), value));
    }

    private static Object within(Object at, ParameterizedType type, List<String> path, String value)
            throws FactChangeException {
        Type inner = type.getActualTypeArguments()[0];
        return switch (at) {
            case Observed.Known<?> known -> Observed.of(set(known.value(), inner, path, value));
            case Observed.Unknown<?> unknown
            when inner == Inspection.class -> Observed.of(set(Inspection.EMPTY, inner, path, value));
            case Observed.Unknown<?> unknown ->
                throw new FactChangeException("it is unknown as a whole: " + unknown.why(), "");
            case Map<?, ?> map -> entry(map, path, value);
            default ->
                throw new FactChangeException(
                        "\"" + path.getFirst() + "\" is within a list", "write all elements, joined by +");
        };
    }

    private static Map<String, String> entry(Map<?, ?> map, List<String> path, String value) {
        Map<String, String> entries = new TreeMap<>();
        map.forEach((key, old) -> entries.put(String.valueOf(key), String.valueOf(old)));
        String key = String.join(".", path);
        if (value.equals("none")) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
        return entries;
    }

    /** The path to change for a computed value. */
    private static List<String> source(Class<?> record, List<String> path) throws FactChangeException {
        for (Method method : record.getDeclaredMethods()) {
            RuleField field = method.getAnnotation(RuleField.class);
            if (field != null && method.getName().equals(path.getFirst())) {
                if (field.from().length == 0) {
                    throw new FactChangeException(
                            "\"" + path.getFirst() + "\" is worked out by Drover",
                            "change what it is worked out from: " + names(record));
                }
                List<String> source = new ArrayList<>(List.of(field.from()));
                source.addAll(path.subList(1, path.size()));
                return source;
            }
        }
        throw new FactChangeException(
                "\"" + path.getFirst() + "\" is no field of " + record.getSimpleName(), "it has " + names(record));
    }

    private static String names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    private static @org.jspecify.annotations.Nullable RecordComponent component(Class<?> record, String name) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A copy of a record with one component replaced. */
    static Object with(Object record, String name, Object value) throws FactChangeException {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            components.put(component.getName(), component.getName().equals(name) ? value : get(component, record));
        }
        return construct(record.getClass(), new ArrayList<>(components.values()));
    }

    private static Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("fact component " + component + " cannot be read", broken);
        }
    }

    static Object construct(Class<?> type, List<Object> values) throws FactChangeException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values.toArray());
        } catch (ReflectiveOperationException broken) {
            String why = Optional.ofNullable(broken.getCause()).orElse(broken).getMessage();
            throw new FactChangeException("this cannot be: " + why, "");
        }
    }
}

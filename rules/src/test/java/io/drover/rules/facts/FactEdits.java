package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes facts as a test table writes it: {@code pods.pod.hostNetwork=true, pods.containers.current.memoryLimit=8Gi}. A list in the
 * middle of a path stands for all its elements; {@code unknown} and {@code none} are values; elements of a list are joined by
 * {@code +}, the parts of a record by {@code /}.
 */
public final class FactEdits {

    private FactEdits() {}

    /** The facts with all edits made. */
    public static WorkloadFacts edited(WorkloadFacts facts, String edits) {
        WorkloadFacts result = facts;
        for (String edit : edits.split(",", -1)) {
            String[] parts = edit.strip().split("=", 2);
            if (parts.length == 2) {
                result = (WorkloadFacts) set(result, WorkloadFacts.class, List.of(parts[0].split("\\.", -1)), parts[1]);
            }
        }
        return result;
    }

    private static Object set(Object at, Type type, List<String> path, String value) {
        if (path.isEmpty()) {
            return read(type, value);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type inner = parameterized.getActualTypeArguments()[0];
            return switch (at) {
                case List<?> list ->
                    list.stream()
                            .map(element -> set(element, inner, path, value))
                            .toList();
                case Observed.Known<?> known -> Observed.of(set(known.value(), inner, path, value));
                default -> throw new IllegalArgumentException("cannot go into " + at);
            };
        }
        Map<String, Object> components = new LinkedHashMap<>();
        boolean found = false;
        for (RecordComponent component : at.getClass().getRecordComponents()) {
            Object before = get(component, at);
            boolean meant = component.getName().equals(path.getFirst());
            found |= meant;
            components.put(
                    component.getName(),
                    meant ? set(before, component.getGenericType(), path.subList(1, path.size()), value) : before);
        }
        if (!found) {
            throw new IllegalArgumentException(at.getClass().getSimpleName() + " has no " + path.getFirst());
        }
        return construct(at.getClass(), new ArrayList<>(components.values()));
    }

    private static Object read(Type type, String value) {
        if (type instanceof ParameterizedType parameterized) {
            Class<?> raw = (Class<?>) parameterized.getRawType();
            Type inner = parameterized.getActualTypeArguments()[0];
            if (raw == Observed.class) {
                return value.equals("unknown") ? Observed.unknown("not tried") : Observed.of(read(inner, value));
            }
            if (raw == Map.class) {
                return Map.of();
            }
            if (raw == Optional.class) {
                return value.equals("none") ? Optional.empty() : Optional.of(read(inner, value));
            }
            List<Object> elements = value.equals("none")
                    ? List.of()
                    : Arrays.stream(value.split("\\+", -1))
                            .map(element -> read(inner, element))
                            .collect(Collectors.toList());
            return raw == Set.class ? Set.copyOf(elements) : elements;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .filter(constant -> constant.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(value + " is no " + plain.getSimpleName()));
        }
        return switch (plain.getSimpleName()) {
            case "boolean", "Boolean" -> Boolean.valueOf(value);
            case "int", "Integer" -> Integer.valueOf(value);
            case "String" -> value;
            case "ByteSize" -> ByteSize.parse(value);
            case "MilliCpu" -> MilliCpu.parse(value);
            case "Duration" -> Duration.parse("PT" + value);
            case "Instant" -> Instant.parse(value);
            case "ZoneId" -> ZoneId.of(value);
            case "Version" -> Version.parse(value);
            case "NodeName" -> new NodeName(value);
            case "ContainerName" -> new ContainerName(value);
            default -> record(plain, value);
        };
    }

    private static Object record(Class<?> type, String value) {
        String[] parts = value.split("/", -1);
        RecordComponent[] components = type.getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            values.add(read(components[i].getGenericType(), parts[i]));
        }
        return construct(type, values);
    }

    private static Object get(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Object construct(Class<?> type, List<Object> values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(type + " " + values, broken);
        }
    }
}

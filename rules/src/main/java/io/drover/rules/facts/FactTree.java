package io.drover.rules.facts;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Facts as maps, lists, texts, whole numbers and truths, as they are kept in reports, and back. Nothing is lost on the way: what is
 * absent is left out of its map, and what is unknown is a map with the only key {@code unknown}, which says why.
 */
public final class FactTree {

    private static final String UNKNOWN = "unknown";

    private FactTree() {}

    /** All facts of a workload; equal facts give equal trees. */
    public static Map<String, Object> of(WorkloadFacts facts) {
        return record(facts);
    }

    /**
     * Facts from their tree.
     *
     * @throws IllegalArgumentException when it is not the tree of any facts; the message has the place
     */
    public static WorkloadFacts read(Object tree) {
        return (WorkloadFacts) read(tree, WorkloadFacts.class, "facts");
    }

    private static Object write(Object value) {
        return switch (value) {
            case Observed.Known<?> known -> write(known.value());
            case Observed.Unknown<?> unknown -> Map.of(UNKNOWN, unknown.why());
            case List<?> list -> list.stream().map(FactTree::write).toList();
            case Set<?> set -> set.stream().map(Object::toString).sorted().toList();
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, element) -> sorted.put(key.toString(), write(element)));
                yield sorted;
            }
            case Version version -> version.toString();
            case Record record
            when single(record.getClass()) -> write(get(record.getClass().getRecordComponents()[0], record));
            case Record record -> record(record);
            case Integer number -> (long) number;
            case Long number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }

    private static Map<String, Object> record(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = get(component, record);
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(present -> tree.put(component.getName(), write(present)));
            } else {
                tree.put(component.getName(), write(value));
            }
        }
        return tree;
    }

    private static Object read(Object tree, Type type, String place) {
        if (type instanceof ParameterizedType parameterized) {
            Type inner = parameterized.getActualTypeArguments()[0];
            Class<?> raw = (Class<?>) parameterized.getRawType();
            if (raw == Observed.class) {
                return tree instanceof Map<?, ?> map && map.keySet().equals(Set.of(UNKNOWN))
                        ? Observed.unknown(String.valueOf(map.get(UNKNOWN)))
                        : Observed.of(read(tree, inner, place));
            }
            if (raw == Optional.class) {
                return Optional.of(read(tree, inner, place));
            }
            if (raw == Map.class) {
                return map(tree, parameterized.getActualTypeArguments()[1], place);
            }
            List<Object> elements = new ArrayList<>();
            for (Object element : (Collection<?>) as(Collection.class, tree, place)) {
                elements.add(read(element, inner, place + "[" + elements.size() + "]"));
            }
            return raw == Set.class ? Set.copyOf(elements) : elements;
        }
        return plain(tree, (Class<?>) type, place);
    }

    private static Map<String, Object> map(Object tree, Type type, String place) {
        Map<String, Object> entries = new TreeMap<>();
        if (!(tree instanceof Map<?, ?> map)) {
            throw wrong(place, "cannot be " + tree);
        }
        map.forEach((key, value) -> entries.put(String.valueOf(key), read(value, type, place + "." + key)));
        return entries;
    }

    private static Object plain(Object tree, Class<?> type, String place) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(tree))
                    .findFirst()
                    .orElseThrow(() -> wrong(place, "cannot be " + tree));
        }
        if (type == boolean.class || type == Boolean.class) {
            return as(Boolean.class, tree, place);
        }
        if (type == int.class || type == Integer.class) {
            return as(Number.class, tree, place).intValue();
        }
        if (type == long.class) {
            return as(Number.class, tree, place).longValue();
        }
        if (type.isRecord() && type != Version.class) {
            return record(tree, type, place);
        }
        return text(as(String.class, tree, place), type, place);
    }

    private static Object text(String text, Class<?> type, String place) {
        try {
            return switch (type.getSimpleName()) {
                case "String" -> text;
                case "Duration" -> Duration.parse(text);
                case "Instant" -> Instant.parse(text);
                case "ZoneId" -> ZoneId.of(text);
                case "Version" -> Version.parse(text);
                default -> throw wrong(place, "cannot be read");
            };
        } catch (java.time.DateTimeException unreadable) {
            throw wrong(place, "cannot be " + text);
        }
    }

    private static Object record(Object tree, Class<?> type, String place) {
        RecordComponent[] components = type.getRecordComponents();
        List<Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String within = place + "." + component.getName();
            if (single(type)) {
                values.add(read(tree, component.getGenericType(), place));
            } else {
                Object part = ((Map<?, ?>) as(Map.class, tree, place)).get(component.getName());
                if (part == null && component.getType() != Optional.class) {
                    throw wrong(within, "is missing");
                }
                values.add(part == null ? Optional.empty() : read(part, component.getGenericType(), within));
            }
        }
        return construct(type, values, place);
    }

    /** A record around one value is written as that value. */
    private static boolean single(Class<?> type) {
        return type.getRecordComponents().length == 1;
    }

    private static <T> T as(Class<T> type, Object tree, String place) {
        if (!type.isInstance(tree)) {
            throw wrong(place, "cannot be " + tree);
        }
        return type.cast(tree);
    }

    private static IllegalArgumentException wrong(String place, String why) {
        return new IllegalArgumentException(place + " " + why);
    }

    private static Object get(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("fact component " + component + " cannot be read", broken);
        }
    }

    private static Object construct(Class<?> type, List<Object> values, String place) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException broken) {
            throw wrong(
                    place,
                    "cannot be read: "
                            + Optional.ofNullable(broken.getCause())
                                    .orElse(broken)
                                    .getMessage());
        }
    }
}

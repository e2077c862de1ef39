package io.drover.rules.facts;

import io.drover.values.ByteSize;
import io.drover.values.ContainerName;
import io.drover.values.MilliCpu;
import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the values of facts as people write them. */
final class FactValues {

    private FactValues() {}

    /** The value of the given type that {@code text} stands for. */
    static Object read(Type type, String text) throws FactChangeException {
        return type instanceof ParameterizedType parameterized
                ? wrapped(parameterized, text)
                : plain((Class<?>) type, text);
    }

    private static Object wrapped(ParameterizedType type, String text) throws FactChangeException {
        Class<?> raw = (Class<?>) type.getRawType();
        Type inner = type.getActualTypeArguments()[0];
        if (raw == Observed.class) {
            return text.equals("unknown") ? Observed.unknown("not tried") : Observed.of(read(inner, text));
        }
        if (raw == Optional.class) {
            return text.equals("none") ? Optional.empty() : Optional.of(read(inner, text));
        }
        if (raw == Map.class) {
            return map(text);
        }
        List<Object> elements = new ArrayList<>();
        for (String element : text.equals("none") ? new String[0] : text.split("\\+", -1)) {
            elements.add(read(inner, element.strip()));
        }
        return raw == Set.class ? Set.copyOf(elements) : List.copyOf(elements);
    }

    private static Map<String, String> map(String text) throws FactChangeException {
        Map<String, String> entries = new TreeMap<>();
        for (String entry : text.equals("none") ? new String[0] : text.split("\\+", -1)) {
            String[] parts = entry.split("=", 2);
            if (parts.length != 2) {
                throw new FactChangeException("\"" + entry + "\" is no entry", "write key=value, several joined by +");
            }
            entries.put(parts[0].strip(), parts[1].strip());
        }
        return entries;
    }

    private static Object plain(Class<?> type, String text) throws FactChangeException {
        if (text.equals("none") || text.equals("unknown")) {
            throw new FactChangeException("this is always known and set, it cannot be " + text, "");
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new FactChangeException(
                            "it can never be \"" + text + "\"",
                            "it is one of "
                                    + Arrays.stream(type.getEnumConstants())
                                            .map(Object::toString)
                                            .collect(Collectors.joining(", "))));
        }
        try {
            return simple(type, text);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new FactChangeException("\"" + text + "\" is not " + described(type), "");
        }
    }

    private static Object simple(Class<?> type, String text) throws FactChangeException {
        if (type == boolean.class || type == Boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new FactChangeException("\"" + text + "\" is not true or false", "");
            }
            return Boolean.valueOf(text);
        }
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        if (type == MilliCpu.class) {
            return MilliCpu.parse(text);
        }
        if (type == Duration.class) {
            return DurationText.parse(text);
        }
        if (type == Instant.class) {
            return Instant.parse(text);
        }
        if (type == ZoneId.class) {
            return ZoneId.of(text);
        }
        if (type == Version.class) {
            return Version.parse(text);
        }
        return name(type, text);
    }

    private static Object name(Class<?> type, String text) throws FactChangeException {
        if (type == String.class) {
            return text;
        }
        if (type == NodeName.class) {
            return new NodeName(text);
        }
        if (type == ContainerName.class) {
            return new ContainerName(text);
        }
        if (type == PodUid.class) {
            return new PodUid(text);
        }
        return record(type, text);
    }

    private static Object record(Class<?> type, String text) throws FactChangeException {
        RecordComponent[] components = type.getRecordComponents();
        String[] parts = text.split("/", components.length);
        if (parts.length != components.length) {
            String form =
                    Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining("/"));
            throw new FactChangeException(
                    "\"" + text + "\" has " + parts.length + " parts of " + components.length, "write " + form);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            values.add(read(components[i].getGenericType(), parts[i].strip()));
        }
        return FactWriting.construct(type, values);
    }

    private static String described(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> "a whole number";
            case "ByteSize" -> "a size such as 8Gi";
            case "MilliCpu" -> "an amount of cpu such as 500m";
            case "Duration" -> "a duration such as 1h30m";
            case "Instant" -> "an instant such as 2026-11-20T03:00:00Z";
            case "ZoneId" -> "a time zone such as Europe/Berlin";
            case "Version" -> "a version such as 1.33";
            default -> "a name";
        };
    }
}

package io.drover.operator.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads settings from environment variables and collects every problem. */
public final class SettingsReading {

    private static final String PREFIX = "DROVER_";
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

    private final Map<String, String> environment;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private SettingsReading(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What came of reading. */
    public sealed interface Result {

        /** Everything could be read. */
        record Read(Settings settings) implements Result {}

        /**
         * Something could not.
         *
         * @param problems one line each: variable, given value, what is accepted
         */
        record Unreadable(List<String> problems) implements Result {}
    }

    /** Reads all settings; what is not set has its default. */
    public static Result read(Map<String, String> environment) {
        return new SettingsReading(environment).all();
    }

    private Result all() {
        Settings settings = new Settings(
                value("NAMESPACE", "drover-system", "a namespace", text -> text),
                value("POD_NAME", "drover-operator-" + ProcessHandle.current().pid(), "a name", text -> text),
                value("HTTP_PORT", "8080", "a port from 1 to 65535", SettingsReading::port),
                value("WEBHOOK_PORT", "9443", "a port from 1 to 65535", SettingsReading::port),
                value("WEBHOOK_HOSTS", "", "names or addresses, separated by commas", SettingsReading::list),
                value("AGENT_PORT", "7443", "a port from 1 to 65535", SettingsReading::port),
                value("LEADER_ELECTION", "true", "true or false", SettingsReading::bool),
                value("ZONE", "UTC", "a time zone such as Europe/Berlin", SettingsReading::zone),
                value("FRESH_SIDECARS", "istio-proxy", "container names, separated by commas", SettingsReading::list),
                value("LOG_LEVEL", "info", "error, warn, info, debug or trace", SettingsReading::level));
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .forEach(name -> problems.add(name + " is not a setting; there are " + String.join(", ", known)));
        return problems.isEmpty() ? new Result.Read(settings) : new Result.Unreadable(List.copyOf(problems));
    }

    /** Parses one setting; after a problem its default stands in, so that the others are looked at too. */
    private <T> T value(String name, String otherwise, String accepted, Function<String, T> parse) {
        known.add(PREFIX + name);
        String given = environment.getOrDefault(PREFIX + name, otherwise).strip();
        try {
            return parse.apply(given.isEmpty() ? otherwise : given);
        } catch (IllegalArgumentException | DateTimeException wrong) {
            problems.add(PREFIX + name + " is \"" + given + "\", it must be " + accepted);
            return parse.apply(otherwise);
        }
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(text);
        }
        return port;
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static ZoneId zone(String text) {
        return ZoneId.of(text);
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String level(String text) {
        if (!LEVELS.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}

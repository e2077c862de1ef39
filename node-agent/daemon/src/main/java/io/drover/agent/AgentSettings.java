package io.drover.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that can be set. Each key may be given as {@code --key=value} or as an environment variable {@code DROVER_KEY}, the former
 * wins.
 *
 * @param nodeName as the cluster names the node
 * @param nodeAddress what others reach the agent by; empty for any
 * @param port of the gRPC server
 * @param imagePort where images come in; 0 for any that is free
 * @param ticketPublicKey PEM file with the operator's public key; may come later than the agent
 * @param nodeProcess whose mount namespace is the node's; 0 when the agent runs on the node itself
 * @param imageDirectory on the node, for images
 * @param stateDirectory on the node, for the journal
 * @param runDirectory on the node, for sockets, empty after a boot
 * @param runcRoot runc's state directory on the node
 * @param runc name or path on the node
 * @param criuDirectory on the node, with the launcher {@code criu}
 * @param runtimeSocket the container runtime's CRI socket on the node
 * @param kubeletDirectory on the node, with the directory {@code pods}
 * @param logLevel ERROR, WARN, INFO, DEBUG or TRACE
 */
public record AgentSettings(
        String nodeName,
        String nodeAddress,
        int port,
        int imagePort,
        String ticketPublicKey,
        int nodeProcess,
        String imageDirectory,
        String stateDirectory,
        String runDirectory,
        String runcRoot,
        String runc,
        String criuDirectory,
        String runtimeSocket,
        String kubeletDirectory,
        String logLevel) {

    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("node-name", ""),
            Map.entry("node-address", ""),
            Map.entry("agent-port", "7443"),
            Map.entry("image-port", "7444"),
            Map.entry("ticket-public-key", "/etc/drover/ticket/public.pem"),
            Map.entry("node-process", "1"),
            Map.entry("image-directory", "/var/lib/dakr/checkpoints"),
            Map.entry("state-directory", "/var/lib/drover"),
            Map.entry("run-directory", "/run/drover"),
            Map.entry("runc-root", "/run/containerd/runc/k8s.io"),
            Map.entry("runc", "runc"),
            Map.entry("criu-directory", "/opt/drover/criu"),
            Map.entry("runtime-socket", "/run/containerd/containerd.sock"),
            Map.entry("kubelet-directory", "/var/lib/kubelet"),
            Map.entry("log-level", "INFO")));
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    /** What reading gave. */
    public sealed interface Reading {
        record Good(AgentSettings settings) implements Reading {}

        /** Every problem with key, given value and what is accepted. */
        record Bad(List<String> problems) implements Reading {}
    }

    /** Reads arguments and environment; collects all problems. Variables that are no keys of ours are left alone. */
    public static Reading read(List<String> arguments, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Map<String, String> given = new TreeMap<>(DEFAULTS);
        DEFAULTS.keySet().forEach(key -> {
            String value = environment.get(
                    "DROVER_" + key.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
            if (value != null && !value.isBlank()) {
                given.put(key, value);
            }
        });
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = argument.startsWith("--") && equals > 2 ? argument.substring(2, equals) : "";
            if (DEFAULTS.containsKey(key)) {
                given.put(key, argument.substring(equals + 1));
            } else {
                problems.add("\"" + argument + "\": expected --KEY=VALUE with one of the keys " + DEFAULTS.keySet());
            }
        }
        if (given.get("node-name").isBlank()) {
            problems.add("node-name: must be given, as the cluster names the node");
        }
        int port = number(given, "agent-port", 1, 65_535, problems);
        int imagePort = number(given, "image-port", 0, 65_535, problems);
        int process = number(given, "node-process", 0, Integer.MAX_VALUE, problems);
        for (String key : List.of(
                "ticket-public-key",
                "image-directory",
                "state-directory",
                "run-directory",
                "runc-root",
                "criu-directory",
                "runtime-socket",
                "kubelet-directory")) {
            if (!given.get(key).startsWith("/")) {
                problems.add(key + ": must be an absolute path, was \"" + given.get(key) + "\"");
            }
        }
        String level = given.get("log-level").toUpperCase(java.util.Locale.ROOT);
        if (!LEVELS.contains(level)) {
            problems.add("log-level: must be one of " + LEVELS + ", was \"" + given.get("log-level") + "\"");
        }
        if (!problems.isEmpty()) {
            return new Reading.Bad(problems);
        }
        return new Reading.Good(new AgentSettings(
                given.get("node-name"),
                given.get("node-address"),
                port,
                imagePort,
                given.get("ticket-public-key"),
                process,
                given.get("image-directory"),
                given.get("state-directory"),
                given.get("run-directory"),
                given.get("runc-root"),
                given.get("runc"),
                given.get("criu-directory"),
                given.get("runtime-socket"),
                given.get("kubelet-directory"),
                level));
    }

    private static int number(Map<String, String> given, String key, int least, int most, List<String> problems) {
        try {
            int value = Integer.parseInt(given.get(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number out of range.
        }
        problems.add(key + ": must be a number from " + least + " to " + most + ", was \"" + given.get(key) + "\"");
        return least;
    }
}

package io.drover.operator.migration;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;

/**
 * What holds moves back. Moves that are under way always end.
 *
 * @param paused no move begins
 * @param perCluster most moves at once, 1 or more
 * @param perNode most moves at once that a node takes part in, 1 or more
 */
public record Brakes(boolean paused, int perCluster, int perNode) {

    /** Name of the ConfigMap. */
    public static final String NAME = "drover-brakes";

    static final Brakes DEFAULT = new Brakes(false, 1, 1);

    /** Reads the ConfigMap; what is missing has its default. A value that cannot be read holds everything back: somebody wanted a brake. */
    static Brakes read(KubernetesClient client, String namespace) {
        var map = client.configMaps().inNamespace(namespace).withName(NAME).get();
        return map == null ? DEFAULT : of(Objects.requireNonNullElse(map.getData(), Map.of()));
    }

    static Brakes of(Map<String, String> data) {
        try {
            String paused = data.getOrDefault("paused", "false").strip();
            return new Brakes(
                    !paused.equals("false"),
                    positive(data.getOrDefault("maxConcurrentMigrations", "1")),
                    positive(data.getOrDefault("maxConcurrentMigrationsPerNode", "1")));
        } catch (NumberFormatException unreadable) {
            return new Brakes(true, 1, 1);
        }
    }

    private static int positive(String written) {
        int number = Integer.parseInt(written.strip());
        if (number < 1) {
            throw new NumberFormatException("less than 1: " + number);
        }
        return number;
    }
}

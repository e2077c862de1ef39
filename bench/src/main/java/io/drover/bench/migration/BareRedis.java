package io.drover.bench.migration;

import io.drover.stories.cluster.RedisWorkload;
import io.drover.stories.cluster.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The same Redis as a plain process on a node: {@code criu dump} and {@code criu restore} on the spot, without Kubernetes, a runtime or a
 * second node. Its freeze counts from the start of the dump to the end of the restore by the node's clock.
 */
final class BareRedis implements MovableRedis {

    private static final String SCRIPT = "bare-redis.bash";
    private static final int PORT = 16379;

    private final TestCluster cluster;
    private final String node;
    private final String script;
    private final String address;

    private BareRedis(TestCluster cluster, String node, String script, String address) {
        this.cluster = cluster;
        this.node = node;
        this.script = script;
        this.address = address;
    }

    /** A Redis on this node, not yet started. */
    static BareRedis on(TestCluster cluster, String node) {
        try (InputStream text = Objects.requireNonNull(BareRedis.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new BareRedis(
                    cluster, node, new String(text.readAllBytes(), StandardCharsets.UTF_8), addressOf(cluster, node));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Endpoint startAfresh() {
        close();
        run("start", RedisWorkload.IMAGE, String.valueOf(PORT));
        return endpoint();
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(address, PORT);
    }

    @Override
    public Outcome move(int round) {
        String printed;
        try {
            printed = run("move");
        } catch (IllegalStateException refused) {
            return new Outcome(null, String.valueOf(refused.getMessage()), Map.of());
        }
        List<Duration> parts = printed
                .lines()
                .reduce((earlier, last) -> last)
                .map(line -> List.of(line.split(" ", -1)))
                .orElseThrow()
                .stream()
                .map(micros -> Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
                .toList();
        Duration dump = parts.get(0);
        Duration restore = parts.get(1);
        return new Outcome(
                dump.plus(restore).toMillis(), "", Map.of("dump", dump.toMillis(), "restore", restore.toMillis()));
    }

    @Override
    public void close() {
        run("stop", String.valueOf(PORT));
    }

    private String run(String... command) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", script, SCRIPT));
        words.addAll(List.of(command));
        return cluster.node(node, words.toArray(String[]::new));
    }

    private static String addressOf(TestCluster cluster, String node) {
        return Objects.requireNonNull(cluster.client().nodes().withName(node).get()).getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .findFirst()
                .orElseThrow()
                .getAddress();
    }
}

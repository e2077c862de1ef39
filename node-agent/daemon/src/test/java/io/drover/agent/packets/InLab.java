package io.drover.agent.packets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab for one test, with the servers, clients and networks that the test opens in it; the test is skipped where none can be made. */
final class InLab implements BeforeEachCallback, AfterEachCallback {

    private static final int SOME = 20;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private final Map<String, CountingClient> clients = new LinkedHashMap<>();
    private final Map<String, NodeNetwork> nodes = new LinkedHashMap<>();
    private List<Path> state = List.of();
    private List<Lab> lab = List.of();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        KernelCapability.require();
        state = List.of(Files.createTempDirectory("drover-lab"));
        lab = List.of(new Lab());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
        lab.forEach(Lab::close);
        for (Path directory : state) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    Lab lab() {
        return lab.getFirst();
    }

    /** What the agent of a node keeps. */
    Path stateOf(String node) {
        return state.getFirst().resolve(node);
    }

    <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    /** The agent's networks on a node. */
    Networks networks(String node) {
        return worked(KernelNetworks.load(lab().path(node), stateOf(node)));
    }

    /** The node's own network; there is one agent on each node. */
    NodeNetwork node(String node) {
        return nodes.computeIfAbsent(node, name -> keep(worked(networks(name).node())));
    }

    SourceNetwork source(String node, String pod) {
        return keep(worked(networks(node).source(lab().path(pod))));
    }

    TargetNetwork target(String node, String pod) {
        return keep(worked(networks(node).target(lab().path(pod))));
    }

    NamespaceThread inside(String namespace) {
        return keep(worked(NamespaceThread.enter(worked(Libraries.load()), lab().path(namespace))));
    }

    /** A server that listens and does not run yet. */
    EchoServer server(String pod) {
        return keep(EchoServer.listen(inside(pod), Move.PORT));
    }

    EchoServer runningServer(String pod) {
        EchoServer server = server(pod);
        server.run();
        return server;
    }

    /** A client that counts from now on, until the test ends. */
    CountingClient client(String from, String address, int port) {
        return keep(CountingClient.connect(inside(from), address, port));
    }

    /** Clients of a server, from these places; each has some answers already. */
    void clientsFrom(String address, String... places) {
        for (String place : places) {
            clientAt(place, client(place, address, Move.PORT));
        }
        clients.values().forEach(InLab::answersSomeMore);
    }

    /** One more of those that {@link #allGoOn} asks. */
    void clientAt(String place, CountingClient client) {
        clients.put(place, client);
        answersSomeMore(client);
    }

    /** Ends the client of a place when it has the answer to its last number. */
    void leave(String place) {
        CountingClient client = clients.remove(place);
        assertThat(client.troubles()).as(place).isEmpty();
        client.close();
    }

    /** A try to connect that waits for nothing. */
    Knock knock(String from, String address, int port) {
        return keep(Knock.at(inside(from), address, port));
    }

    /** Every client gets more answers, on its first connection, each number once and in order, and nobody got an RST. */
    void allGoOn() {
        clients.values().forEach(InLab::answersSomeMore);
        clients.forEach((from, client) -> {
            System.out.println("longest silence of the client at " + from + ": "
                    + client.longestSilence().toMillis() + " ms");
            assertThat(client.troubles()).as(from).isEmpty();
        });
        noResets();
    }

    void noResets() {
        var counted = new ArrayList<String>();
        for (String place : lab().places()) {
            long resets = lab().count(place, Lab.Counted.RESETS);
            if (resets > 0) {
                counted.add(place + ": " + resets);
            }
        }
        assertThat(counted).as("RSTs that arrived").isEmpty();
    }

    static void answersSomeMore(CountingClient client) {
        long before = client.answered();
        eventually(() -> assertThat(client.answered()).isGreaterThan(before + SOME));
    }

    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(LONGEST_WAIT)
                .untilAsserted(assertion);
    }

    static <T> T worked(Attempt<T> attempt) {
        return switch (attempt) {
            case Attempt.Worked<T> worked -> worked.value();
            case Attempt.Refused<T> refused ->
                throw new AssertionError(refused.reason().code() + ": " + refused.detail());
        };
    }
}

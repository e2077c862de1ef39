package io.drover.agent.packets;

import io.drover.agent.connections.PodSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A source's network namespace with two sets that hold either TCP or nothing; each switch is one element. What is shut has exceptions. */
final class NftSourceNetwork implements SourceNetwork {

    private static final List<SetShape> SETS =
            List.of(SetShape.protocols("shut"), SetShape.protocols("refused"), SetShape.connections("abandoned"));
    private static final String CONTENT = """
            add chain inet drover_source incoming { type filter hook prerouting priority -500; }
            add chain inet drover_source outgoing { type filter hook output priority -500; }
            flush chain inet drover_source incoming
            flush chain inet drover_source outgoing
            add rule inet drover_source incoming ip saddr . tcp sport . ip daddr . tcp dport @abandoned accept
            add rule inet drover_source incoming meta l4proto @shut drop
            add rule inet drover_source incoming tcp flags & (syn | ack) == syn meta l4proto @refused drop
            add rule inet drover_source outgoing ip daddr . tcp dport . ip saddr . tcp sport @abandoned accept
            add rule inet drover_source outgoing meta l4proto @shut drop
            """;

    private final NamespaceThread namespace;
    private final NftSession nft;

    private NftSourceNetwork(NamespaceThread namespace, NftSession nft) {
        this.namespace = namespace;
        this.nft = nft;
    }

    static Attempt<SourceNetwork> open(Libraries libraries, Path path) {
        return NamespaceThread.enter(libraries, path).then(namespace -> {
            var network = new NftSourceNetwork(namespace, NftSession.open(namespace, libraries.nftables()));
            Attempt<SourceNetwork> prepared = new Tables(namespace, libraries, network.nft)
                    .make("inet", "drover_source", SETS, CONTENT)
                    .then(done -> new Attempt.Worked<>(network));
            if (prepared instanceof Attempt.Refused) {
                network.close();
            }
            return prepared;
        });
    }

    @Override
    public Attempt<PodSockets> sockets() {
        return new NamespaceSockets(namespace).read();
    }

    @Override
    public Attempt<Duration> refuseNew() {
        return Timed.of(() -> nft.run("add element inet drover_source refused { tcp }"));
    }

    @Override
    public Attempt<Duration> shut() {
        return Timed.of(() -> sockets().then(sockets -> {
            String left = sockets.abandoned().stream().map(Tuples::arriving).collect(Collectors.joining(", "));
            return nft.run((left.isEmpty() ? "" : "add element inet drover_source abandoned { " + left + " }\n")
                    + "add element inet drover_source shut { tcp }");
        }));
    }

    @Override
    public Attempt<Duration> reopen() {
        return Timed.of(() -> nft.run("""
                flush set inet drover_source shut
                flush set inet drover_source refused
                flush set inet drover_source abandoned
                """));
    }

    @Override
    public void close() {
        nft.close();
        namespace.close();
    }
}

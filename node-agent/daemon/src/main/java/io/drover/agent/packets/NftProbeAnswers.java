package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.values.MigrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Leads new connections of the node's own stack to a server of its own, by a set of addresses and ports. */
final class NftProbeAnswers implements ProbeAnswers {

    private static final String REMOVAL = """
            add table ip drover_probes
            delete table ip drover_probes
            """;

    private final NamespaceThread namespace;
    private final NftSession nft;
    private final ProbeServer server;

    private NftProbeAnswers(NamespaceThread namespace, NftSession nft, ProbeServer server) {
        this.namespace = namespace;
        this.nft = nft;
        this.server = server;
    }

    static Attempt<ProbeAnswers> open(Libraries libraries, Path path) {
        return NamespaceThread.enter(libraries, path)
                .then(namespace -> ProbeServer.start(namespace).then(server -> {
                    NftSession nft = NftSession.open(namespace, libraries.nftables());
                    var answers = new NftProbeAnswers(namespace, nft, server);
                    Attempt<ProbeAnswers> made = new Tables(namespace, libraries, nft)
                            .make(
                                    "ip",
                                    "drover_probes",
                                    List.of(SetShape.endpoints("answered")),
                                    content(server.port()))
                            .then(done -> new Attempt.Worked<>(answers));
                    if (made instanceof Attempt.Refused) {
                        answers.close();
                    }
                    return made;
                }));
    }

    private static String content(int port) {
        return """
                add chain ip drover_probes own { type nat hook output priority -101; }
                flush chain ip drover_probes own
                flush set ip drover_probes answered
                add rule ip drover_probes own ip daddr . tcp dport @answered redirect to :%d
                """.formatted(port);
    }

    @Override
    public synchronized Attempt<Duration> answerFor(MigrationId migration, Ipv4 address, Collection<Integer> ports) {
        return Timed.of(() -> {
            if (ports.isEmpty()) {
                return new Attempt.Worked<>("");
            }
            String elements = ports.stream()
                    .distinct()
                    .map(port -> address + " . " + port + " comment \"" + migration + "\"")
                    .collect(Collectors.joining(", "));
            return nft.run("add element ip drover_probes answered { " + elements + " }");
        });
    }

    @Override
    public synchronized Attempt<Duration> stopFor(MigrationId migration) {
        return Timed.of(() -> nft.run("list set ip drover_probes answered").then(listing -> {
            String keys = Element.parse(listing).stream()
                    .filter(element -> element.owner().filter(migration::equals).isPresent())
                    .map(Element::key)
                    .collect(Collectors.joining(", "));
            return keys.isEmpty()
                    ? new Attempt.Worked<>("")
                    : nft.run("delete element ip drover_probes answered { " + keys + " }");
        }));
    }

    @Override
    public synchronized void close() {
        nft.run(REMOVAL);
        server.close();
        nft.close();
        namespace.close();
    }
}

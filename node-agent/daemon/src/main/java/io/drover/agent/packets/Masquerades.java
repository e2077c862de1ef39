package io.drover.agent.packets;

import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps masqueraded connections alive when their packets leave by another interface than before, as those of a pod that moves do: the
 * kernel would forget them. While their entries are replaced, for about a millisecond, their packets wait in a queue. They must not be
 * dropped: an answer that is lost right before a freeze is sent again no sooner than a second after the restore, for a restored socket
 * does not know its round trip time.
 */
final class Masquerades {

    /** The number of the queue. */
    static final int QUEUE = 3441;

    private static final QueueChain WAITING = new QueueChain("drover", NodeRules.WAITING, QUEUE);

    private final NamespaceThread namespace;
    private final Libraries libraries;
    private final NftSession nft;
    private final ConnectionTracking tracking;
    private Optional<PacketQueue> queue = Optional.empty();
    private boolean filled;

    Masquerades(NamespaceThread namespace, Libraries libraries, NftSession nft, ConnectionTracking tracking) {
        this.namespace = namespace;
        this.libraries = libraries;
        this.nft = nft;
        this.tracking = tracking;
    }

    /** Replaces the entries of those connections that are masqueraded here. */
    Attempt<String> forgetInterfaces(Collection<TcpConnection> connections) {
        List<ConnectionTracking.Entry> masqueraded = connections.stream()
                .map(tracking::find)
                .flatMap(Optional::stream)
                .filter(ConnectionTracking.Entry::hasTranslatedSource)
                .toList();
        if (masqueraded.isEmpty()) {
            return new Attempt.Worked<>("");
        }
        String keys = masqueraded.stream()
                .map(entry -> key(entry.client(), entry.service()) + ", " + Tuples.leaving(entry.moved()))
                .collect(Collectors.joining(", "));
        return fill().then(ready -> bind()).then(bound -> {
            Attempt<String> replaced =
                    nft.run("add element ip drover paused { " + keys + " }").then(paused -> replaceAll(masqueraded));
            Attempt<String> goingOn = nft.run("flush set ip drover paused");
            bound.release();
            bound.endWhenQuiet();
            return replaced.then(done -> goingOn);
        });
    }

    private Attempt<String> fill() {
        if (filled) {
            return new Attempt.Worked<>("");
        }
        return WAITING.fill(namespace, libraries, nft, List.of("ip")).then(done -> {
            filled = true;
            return new Attempt.Worked<>(done);
        });
    }

    private Attempt<PacketQueue> bind() {
        Optional<PacketQueue> stillThere = queue.filter(PacketQueue::holdAgain);
        if (stillThere.isPresent()) {
            return new Attempt.Worked<>(stillThere.get());
        }
        return PacketQueue.bind(namespace, libraries, QUEUE).then(bound -> {
            queue = Optional.of(bound);
            return new Attempt.Worked<>(bound);
        });
    }

    private Attempt<String> replaceAll(List<ConnectionTracking.Entry> masqueraded) {
        Attempt<String> all = new Attempt.Worked<>("");
        for (ConnectionTracking.Entry entry : masqueraded) {
            all = all.then(before -> tracking.replace(entry).then(replaced -> new Attempt.Worked<>(before)));
        }
        return all;
    }

    private static String key(TcpEndpoint from, TcpEndpoint to) {
        return Tuples.arriving(new TcpConnection(to, from));
    }

    /** Frees the queue; nothing waits in it between two calls. */
    void close() {
        queue.ifPresent(PacketQueue::close);
    }
}

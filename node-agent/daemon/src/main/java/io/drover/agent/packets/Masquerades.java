package io.drover.agent.packets;

import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps masqueraded connections alive when their packets leave by another interface than before, as those of a pod that moves do: the
 * kernel would forget them. While their entries are replaced, their packets are dropped, for about a millisecond.
 */
final class Masquerades {

    private final NftSession nft;
    private final ConnectionTracking tracking;

    Masquerades(NftSession nft, ConnectionTracking tracking) {
        this.nft = nft;
        this.tracking = tracking;
    }

    /** Replaces the entries of those connections that are masqueraded here; their packets wait for {@link #goOn}. */
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
        return nft.run("add element ip drover paused { " + keys + " }").then(paused -> replaceAll(masqueraded));
    }

    private Attempt<String> replaceAll(List<ConnectionTracking.Entry> masqueraded) {
        for (ConnectionTracking.Entry entry : masqueraded) {
            if (tracking.replace(entry) instanceof Attempt.Refused<ConnectionTracking.Entry> refused) {
                goOn();
                return refused.as();
            }
        }
        return new Attempt.Worked<>("");
    }

    private static String key(TcpEndpoint from, TcpEndpoint to) {
        return Tuples.arriving(new TcpConnection(to, from));
    }

    /** Lets packets pass again. */
    Attempt<String> goOn() {
        return nft.run("flush set ip drover paused");
    }
}

package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.agent.connections.TcpEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** A target's network namespace: hold by packet queue, addresses on the loopback device, rewrites in maps. */
final class NftTargetNetwork implements TargetNetwork {

    private final NamespaceThread namespace;
    private final Libraries libraries;
    private final NftSession nft;
    private final HoldRules holdRules;
    private final UnrestoredConnections unrestored;
    private Optional<PacketQueue> queue = Optional.empty();
    private boolean released;

    private NftTargetNetwork(NamespaceThread namespace, Libraries libraries, NftSession nft) {
        this.namespace = namespace;
        this.libraries = libraries;
        this.nft = nft;
        boolean ipv6 = namespace.call(() -> Files.exists(Path.of("/proc/thread-self/net/tcp6")));
        this.holdRules = new HoldRules(namespace, libraries, nft, ipv6);
        this.unrestored = new UnrestoredConnections(namespace, libraries, nft);
    }

    static Attempt<TargetNetwork> open(Libraries libraries, Path path) {
        return NamespaceThread.enter(libraries, path).then(namespace -> {
            NftSession nft = NftSession.open(namespace, libraries.nftables());
            return new Attempt.Worked<>(new NftTargetNetwork(namespace, libraries, nft));
        });
    }

    @Override
    public Attempt<Duration> hold() {
        return Timed.of(() -> {
            if (queue.isPresent()) {
                return new Attempt.Worked<>("");
            }
            return holdRules
                    .prepare()
                    .then(prepared -> PacketQueue.bind(namespace, libraries, HoldRules.QUEUE))
                    .then(bound -> {
                        queue = Optional.of(bound);
                        released = false;
                        return holdRules.on();
                    });
        });
    }

    @Override
    public Attempt<Duration> addAddresses(Collection<Ipv4> addresses) {
        return Timed.of(() -> {
            var sysctls = new Sysctls(namespace);
            Attempt<?> result = sysctls.write("ipv4/conf/all/arp_ignore", "1")
                    .then(done -> sysctls.write("ipv4/conf/all/arp_announce", "2"));
            var interfaces = new Interfaces(namespace, libraries);
            for (Ipv4 address : addresses) {
                result = result.then(done -> interfaces.addToLoopback(address));
            }
            return result;
        });
    }

    @Override
    public Attempt<Duration> addRewrites(
            Ipv4 newAddress, Collection<TcpConnection> inside, Collection<TcpConnection> outside) {
        return Timed.of(() -> unrestored
                .add(newAddress, inside)
                .then(silent -> unrestored.add(newAddress, outside))
                .then(silent -> makeTable())
                .then(made -> nft.run(TargetRules.elements(newAddress, inside, outside))));
    }

    @Override
    public Attempt<Duration> addListeners(Ipv4 newAddress, Collection<TcpEndpoint> listeners) {
        return Timed.of(() -> makeTable().then(made -> nft.run(TargetRules.listeners(newAddress, listeners))));
    }

    private Attempt<String> makeTable() {
        return new Tables(namespace, libraries, nft).make("ip", "drover", TargetRules.SETS, TargetRules.CONTENT);
    }

    @Override
    public Attempt<Released> release() {
        long began = System.nanoTime();
        long packets = queue.map(PacketQueue::release).orElse(0L);
        var result = new Released(packets, Duration.ofNanos(System.nanoTime() - began));
        if (queue.isEmpty()) {
            return new Attempt.Worked<>(result);
        }
        return holdRules.off().then(off -> {
            released = true;
            queue.ifPresent(PacketQueue::endWhenQuiet);
            return unrestored.settle().then(settled -> new Attempt.Worked<>(result));
        });
    }

    @Override
    public Attempt<Duration> cancel() {
        return Timed.of(() -> {
            queue.ifPresent(PacketQueue::close);
            queue = Optional.empty();
            return holdRules
                    .remove()
                    .then(gone -> nft.run(TargetRules.REMOVAL))
                    .then(gone -> new Interfaces(namespace, libraries).removeOursFromLoopback());
        });
    }

    @Override
    public void close() {
        if (released) {
            queue.ifPresent(PacketQueue::awaitEnd);
            holdRules.remove();
        }
        queue.ifPresent(PacketQueue::close);
        nft.close();
        namespace.close();
    }
}

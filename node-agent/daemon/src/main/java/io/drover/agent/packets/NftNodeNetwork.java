package io.drover.agent.packets;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.connections.TcpConnection;
import io.drover.values.MigrationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A node's network namespace with one table; everything that comes and goes is an element of its sets and maps. */
final class NftNodeNetwork implements NodeNetwork {

    private static final List<String> SETS = List.of(
            NodeRules.TO_NEW,
            NodeRules.TO_OLD,
            NodeRules.UNTRACKED,
            NodeRules.FORWARDED,
            NodeRules.FORWARDING,
            NodeRules.OWN_SHUT);
    private static final List<String> FORWARDING = List.of(NodeRules.FORWARDED, NodeRules.FORWARDING);
    private static final List<String> REWRITES = List.of(NodeRules.TO_NEW, NodeRules.TO_OLD, NodeRules.UNTRACKED);

    private final NamespaceThread namespace;
    private final NftSession nft;
    private final Interfaces interfaces;
    private final Settings settings;
    private final ConnectionTracking tracking;
    private final Masquerades masquerades;

    private NftNodeNetwork(NamespaceThread namespace, Libraries libraries, Path stateDirectory) {
        this.namespace = namespace;
        this.nft = NftSession.open(namespace, libraries.nftables());
        this.interfaces = new Interfaces(namespace, libraries);
        this.tracking = new ConnectionTracking(namespace, libraries);
        this.masquerades = new Masquerades(namespace, libraries, nft, tracking);
        this.settings = new Settings(new Sysctls(namespace), stateDirectory);
    }

    static Attempt<NodeNetwork> open(Libraries libraries, Path path, Path stateDirectory) {
        return NamespaceThread.enter(libraries, path).then(namespace -> {
            var network = new NftNodeNetwork(namespace, libraries, stateDirectory);
            Attempt<NodeNetwork> made = new Tables(namespace, libraries, network.nft)
                    .make("ip", "drover", NodeRules.SHAPES, NodeRules.CONTENT)
                    .then(done -> new Attempt.Worked<>(network));
            if (made instanceof Attempt.Refused) {
                network.close();
            }
            return made;
        });
    }

    @Override
    public synchronized Attempt<Duration> refuseTranslated(Collection<TcpConnection> connections) {
        return Timed.of(() -> {
            List<String> translated = connections.stream()
                    .filter(connection -> tracking.findBegunBy(connection)
                            .filter(ConnectionTracking.Entry::isTranslated)
                            .isPresent())
                    .map(connection -> connection.local() + " -> " + connection.remote())
                    .toList();
            return translated.isEmpty()
                    ? new Attempt.Worked<>(translated)
                    : new Attempt.Refused<>(PacketReason.OUTGOING_CONNECTION_TRANSLATED, String.join(", ", translated));
        });
    }

    @Override
    public synchronized Attempt<Duration> refuseStrange(
            Ipv4 podAddress, Ipv4 newAddress, Collection<TcpConnection> connections) {
        Set<String> itsOwn = Set.of(podAddress.toString(), newAddress.toString());
        List<TcpConnection> moved = connections.stream()
                .filter(connection -> !connection.local().address().equals(podAddress))
                .toList();
        return Timed.of(() -> list(moved.isEmpty() ? List.of() : List.of(NodeRules.TO_NEW))
                .then(present -> {
                    var led = new TreeSet<String>();
                    present.getOrDefault(NodeRules.TO_NEW, List.of()).stream()
                            .filter(element ->
                                    element.value().filter(itsOwn::contains).isPresent())
                            .forEach(element -> led.add(element.key()));
                    List<String> strange = moved.stream()
                            .filter(connection -> !led.contains(Tuples.arriving(connection)))
                            .map(connection -> connection.local() + " <- " + connection.remote())
                            .toList();
                    return strange.isEmpty()
                            ? new Attempt.Worked<>(strange)
                            : new Attempt.Refused<>(PacketReason.CONNECTION_STRANGE, String.join(", ", strange));
                }));
    }

    @Override
    public synchronized Attempt<Duration> addRewrites(
            MigrationId migration, Role role, Ipv4 newAddress, Collection<TcpConnection> connections) {
        return Timed.of(() -> loosen(role, newAddress)
                .then(loose -> role == Role.TARGET_NODE
                        ? new Attempt.Worked<>(loose)
                        : masquerades.forgetInterfaces(connections))
                .then(done -> {
                    var wanted = new LinkedHashMap<String, List<Element>>();
                    REWRITES.forEach(set -> wanted.put(set, new ArrayList<>()));
                    for (TcpConnection connection : connections) {
                        TcpConnection moved = Tuples.at(newAddress, connection);
                        String value = newAddress.toString();
                        if (role == Role.TARGET_NODE) {
                            add(wanted, NodeRules.UNTRACKED, Element.of(Tuples.leaving(moved), migration));
                            add(wanted, NodeRules.UNTRACKED, Element.of(Tuples.leaving(connection), migration));
                            add(wanted, NodeRules.UNTRACKED, Element.of(Tuples.arriving(moved), migration));
                        } else {
                            add(wanted, NodeRules.TO_NEW, Element.of(Tuples.arriving(connection), migration, value));
                        }
                        if (role == Role.CLIENT_NODE) {
                            String old = connection.local().address().toString();
                            add(wanted, NodeRules.TO_OLD, Element.of(Tuples.leaving(moved), migration, old));
                        }
                    }
                    return put(wanted);
                }));
    }

    private static void add(Map<String, List<Element>> wanted, String set, Element element) {
        wanted.computeIfAbsent(set, name -> new ArrayList<>()).add(element);
    }

    private Attempt<String> loosen(Role role, Ipv4 newAddress) {
        Attempt<String> liberal = settings.makeTrackingLiberal();
        if (role == Role.SOURCE_NODE) {
            return liberal.then(done -> settings.rememberOneWayConnections());
        }
        return liberal.then(done ->
                interfaces.toward(newAddress).map(settings::loosenReversePath).orElse(new Attempt.Worked<>("")));
    }

    /** Adds elements in one transaction; those that stand in the way give up their places. */
    private Attempt<String> put(Map<String, List<Element>> wanted) {
        return list(wanted.keySet().stream()
                        .filter(set -> !wanted.get(set).isEmpty())
                        .toList())
                .then(present -> {
                    var commands = new StringBuilder();
                    present.forEach((set, elements) -> {
                        var byKey = new TreeMap<String, Element>();
                        elements.forEach(element -> byKey.put(element.key(), element));
                        wanted.get(set).forEach(element -> commands.append(placing(set, element, byKey)));
                    });
                    return commands.isEmpty() ? new Attempt.Worked<>("") : nft.run(commands.toString());
                });
    }

    private static String placing(String set, Element element, Map<String, Element> present) {
        Element there = present.get(element.key());
        if (there == null) {
            return element.addition(set);
        }
        if (there.agreesWith(element)) {
            return "";
        }
        return there.deletion(set) + element.inPlaceOf(there).addition(set);
    }

    @Override
    public synchronized Attempt<Duration> forwardNew(MigrationId migration, Ipv4 oldAddress, Ipv4 newAddress) {
        return Timed.of(() -> settings.makeTrackingLiberal()
                .then(liberal -> put(Map.of(
                        NodeRules.FORWARDED,
                        List.of(Element.of(oldAddress.toString(), migration, newAddress.toString())),
                        NodeRules.FORWARDING,
                        List.of(Element.of(oldAddress.toString(), migration))))));
    }

    @Override
    public synchronized Attempt<Duration> stopForwarding(MigrationId migration) {
        return Timed.of(() -> remove(FORWARDING, element -> isOf(migration, element)));
    }

    @Override
    public synchronized Attempt<Duration> shutOwnStack(MigrationId migration, Ipv4 oldAddress) {
        return Timed.of(() -> put(Map.of(NodeRules.OWN_SHUT, List.of(Element.of(oldAddress.toString(), migration)))));
    }

    @Override
    public synchronized Attempt<Duration> openOwnStack(MigrationId migration) {
        return Timed.of(() -> remove(List.of(NodeRules.OWN_SHUT), element -> isOf(migration, element)));
    }

    @Override
    public synchronized Attempt<Integer> removeRewrites(MigrationId migration) {
        return list(List.of(NodeRules.FORWARDED))
                .then(forwarded -> {
                    var leadTo = new TreeSet<String>();
                    forwarded.get(NodeRules.FORWARDED).stream()
                            .filter(element -> isOf(migration, element))
                            .forEach(element -> element.value().ifPresent(leadTo::add));
                    return remove(SETS, element -> isOf(migration, element) || element.wasLearnedFor(leadTo));
                })
                .then(this::putBackWhenUnused);
    }

    @Override
    public synchronized Attempt<Integer> removeEnded(MigrationId migration) {
        return list(List.of(NodeRules.TO_NEW, NodeRules.TO_OLD))
                .then(present -> {
                    var ended = new TreeSet<String>();
                    present.get(NodeRules.TO_NEW).stream()
                            .filter(element ->
                                    isOf(migration, element) || element.owner().isEmpty())
                            .filter(element -> tracking.find(Tuples.ofArriving(element.key()))
                                    .isEmpty())
                            .forEach(element -> ended.addAll(keysOf(element)));
                    return removeKeys(ended);
                })
                .then(this::putBackWhenUnused);
    }

    private static List<String> keysOf(Element toNew) {
        TcpConnection connection = Tuples.ofArriving(toNew.key());
        return toNew.value()
                .map(address -> List.of(toNew.key(), Tuples.leaving(Tuples.at(Ipv4.parse(address), connection))))
                .orElse(List.of(toNew.key()));
    }

    private Attempt<Integer> removeKeys(Set<String> ended) {
        return remove(List.of(NodeRules.TO_NEW, NodeRules.TO_OLD), element -> ended.contains(element.key()), false);
    }

    private Attempt<Integer> putBackWhenUnused(int removed) {
        return migrations()
                .then(left -> left.isEmpty()
                        ? settings.putBack().then(back -> new Attempt.Worked<>(removed))
                        : new Attempt.Worked<>(removed));
    }

    private static boolean isOf(MigrationId migration, Element element) {
        return element.owner().filter(migration::equals).isPresent();
    }

    private Attempt<Integer> remove(Collection<String> sets, Predicate<Element> which) {
        return remove(sets, which, true);
    }

    private Attempt<Integer> remove(Collection<String> sets, Predicate<Element> which, boolean givingBack) {
        return list(sets).then(present -> {
            var commands = new StringBuilder();
            int[] count = {0};
            present.forEach((set, elements) -> elements.stream().filter(which).forEach(element -> {
                commands.append(element.deletion(set)).append(givingBack ? element.additionOfEarlier(set) : "");
                count[0]++;
            }));
            Attempt<String> done = commands.isEmpty() ? new Attempt.Worked<>("") : nft.run(commands.toString());
            return done.then(ok -> new Attempt.Worked<>(count[0]));
        });
    }

    private Attempt<Map<String, List<Element>>> list(Collection<String> sets) {
        Attempt<Map<String, List<Element>>> all = new Attempt.Worked<>(new LinkedHashMap<>());
        for (String set : sets) {
            all = all.then(lists -> nft.run(NodeRules.listing(set)).then(listing -> {
                lists.put(set, Element.parse(listing));
                return new Attempt.Worked<>(lists);
            }));
        }
        return all;
    }

    @Override
    public synchronized Attempt<Set<MigrationId>> migrations() {
        return list(SETS).then(present -> {
            var ids = new TreeSet<MigrationId>((one, other) -> one.value().compareTo(other.value()));
            present.values()
                    .forEach(elements ->
                            elements.forEach(element -> element.owner().ifPresent(ids::add)));
            return new Attempt.Worked<>(ids);
        });
    }

    @Override
    public synchronized Attempt<Duration> retire() {
        return Timed.of(() -> nft.run(NodeRules.REMOVAL).then(gone -> settings.putBack()));
    }

    @Override
    public synchronized void close() {
        masquerades.close();
        nft.close();
        namespace.close();
    }
}

package io.drover.agent.packets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small cluster's network out of network namespaces: three nodes and an outside host on one wire, pods behind their nodes as the ptp
 * plugin makes them. Node b masquerades what its pods send to any other node, as the bridge plugin does. Pod addresses are 10.77.NODE.x, nodes 10.77.0.NODE.
 */
final class Lab implements AutoCloseable {

    static final String OLD = "10.77.2.10";
    static final String NEW = "10.77.3.10";

    /** TCP packets that every namespace counts. */
    enum Counted {
        /** Those that come to the namespace, before anything looks at them. */
        ARRIVED("prerouting priority -600", ""),
        /** Of those, what opens a connection. */
        OPENING("prerouting priority -599", "tcp flags & (syn | ack) == syn "),
        /** Of those, what resets one. */
        RESETS("prerouting priority -598", "tcp flags & rst == rst "),
        /** What is left of them right before connection tracking. */
        PASSED("prerouting priority -300", ""),
        /** What goes to the sockets of the namespace. */
        DELIVERED("input priority 300", ""),
        /** What leaves the namespace. */
        LEFT("postrouting priority 500", "");

        private final String hook;
        private final String which;

        Counted(String hook, String which) {
            this.hook = hook;
            this.which = which;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String commands() {
            return " add counter inet watch %1$s; add chain inet watch see_%1$s { type filter hook %2$s; }; add rule inet watch see_%1$s meta l4proto tcp %3$scounter name %1$s;"
                    .formatted(word(), hook, which);
        }
    }

    private final String prefix = "drvpk" + ProcessHandle.current().pid() % 10_000;
    private final List<String> namespaces = new ArrayList<>();

    Lab() {
        add("wire");
        in("wire", "ip link add br0 type bridge");
        in("wire", "ip link set br0 up");
        node("c", 1);
        node("a", 2);
        node("b", 3);
        pod("pc", "c", 1, 10);
        pod("pa", "a", 2, 10);
        pod("pa2", "a", 2, 20);
        pod("pb", "b", 3, 10);
        pod("pb2", "b", 3, 20);
        add("out");
        wire("out", 9);
        for (int node = 1; node <= 3; node++) {
            in("out", "ip route add 10.77." + node + ".0/24 via 10.77.0." + node);
        }
    }

    private void add(String name) {
        run("ip netns add " + full(name));
        namespaces.add(name);
        in(name, "ip link set lo up");
        in(
                name,
                "nft add table inet watch;"
                        + Stream.of(Counted.values()).map(Counted::commands).collect(Collectors.joining()));
    }

    private void wire(String name, int host) {
        in("wire", "ip link add w" + name + " type veth peer name eth0 netns " + full(name));
        in("wire", "ip link set w" + name + " master br0 up");
        in(name, "ip addr add 10.77.0." + host + "/24 dev eth0");
        in(name, "ip link set eth0 up");
    }

    private void node(String name, int number) {
        add(name);
        wire(name, number);
        in(name, "sysctl -qw net.ipv4.ip_forward=1");
        in(
                name,
                "nft add chain inet watch forward { type filter hook forward priority 0; };"
                        + " add rule inet watch forward ct state invalid drop;"
                        + " add chain inet watch out { type nat hook postrouting priority 100; };"
                        + " add rule inet watch out ip saddr 10.77." + number + ".0/24 ip daddr != "
                        + ("b".equals(name) ? "10.77.3.0/24" : "10.77.0.0/16") + " masquerade");
        for (int other = 1; other <= 3; other++) {
            if (other != number) {
                in(name, "ip route add 10.77." + other + ".0/24 via 10.77.0." + other);
            }
        }
    }

    private void pod(String name, String node, int number, int host) {
        add(name);
        String address = "10.77." + number + "." + host;
        in(node, "ip link add v" + name + " type veth peer name eth0 netns " + full(name));
        in(node, "ip addr add 10.77." + number + ".1/32 dev v" + name);
        in(node, "ip link set v" + name + " up");
        in(node, "ip route add " + address + "/32 dev v" + name);
        in(name, "ip addr add " + address + "/32 dev eth0");
        in(name, "ip link set eth0 up");
        in(name, "ip route add 10.77." + number + ".1/32 dev eth0 scope link");
        in(name, "ip route add default via 10.77." + number + ".1 dev eth0");
    }

    Path path(String name) {
        return Path.of("/run/netns", full(name));
    }

    private String full(String name) {
        return prefix + name;
    }

    String in(String namespace, String command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", full(namespace)));
        if (command.startsWith("nft ")) {
            words.addAll(List.of("nft", command.substring(4)));
        } else {
            words.addAll(List.of(command.split(" ")));
        }
        return run(words);
    }

    /** How many packets of a kind were counted in this namespace. */
    long count(String namespace, Counted what) {
        var matcher = Pattern.compile("packets ([0-9]+)")
                .matcher(in(namespace, "nft list counter inet watch " + what.word()));
        if (!matcher.find()) {
            throw new IllegalStateException("no counter " + what + " in " + namespace);
        }
        return Long.parseLong(matcher.group(1));
    }

    /** How many packets wait in queues of this namespace. Source: Linux net/netfilter/nfnetlink_queue.c, seq_show. */
    long queued(String namespace) {
        return in(namespace, "cat /proc/net/netfilter/nfnetlink_queue")
                .lines()
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[2]))
                .sum();
    }

    /** Everything that can have clients or servers. */
    List<String> places() {
        return namespaces.stream().filter(name -> !"wire".equals(name)).toList();
    }

    private static String run(String command) {
        return run(List.of(command.split(" ")));
    }

    private static String run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + ": " + output);
            }
            return output;
        } catch (IOException failed) {
            throw new IllegalStateException(words.toString(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(words.toString(), interrupted);
        }
    }

    @Override
    public void close() {
        namespaces.forEach(name -> run("ip netns del " + full(name)));
    }
}

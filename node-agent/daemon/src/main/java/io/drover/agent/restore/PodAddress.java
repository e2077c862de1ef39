package io.drover.agent.restore;

import io.drover.agent.connections.Ipv4;
import io.drover.agent.node.Processes;
import io.drover.agent.node.RuncContainer;
import io.drover.agent.node.RuncStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds a new pod's address, which the API server does not know as long as a create waits. */
final class PodAddress {

    private PodAddress() {}

    /**
     * The address of the sandbox's network namespace, read by its first process. Source: proc(5), {@code /proc/pid/net/fib_trie}, where a
     * local address is a leaf followed by {@code /32 host LOCAL}.
     *
     * @param besides an address that is not meant: that of the pod that moves
     */
    static Optional<Ipv4> ofSandbox(String sandbox, RuncStates containers, Processes processes, String besides) {
        try {
            return containers
                    .find(sandbox)
                    .map(RuncContainer::initPid)
                    .map(pid -> processes.text(pid, "net/fib_trie"))
                    .flatMap(trie -> local(trie).stream()
                            .filter(address -> !address.isLoopback())
                            .filter(address -> !address.toString().equals(besides))
                            .findFirst());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static List<Ipv4> local(String trie) {
        List<Ipv4> found = new ArrayList<>();
        String leaf = "";
        for (String line : trie.lines().map(String::strip).toList()) {
            if (line.startsWith("|-- ")) {
                leaf = line.substring(4);
            } else if (line.startsWith("/32 host LOCAL") && !leaf.isEmpty()) {
                found.add(Ipv4.parse(leaf));
            }
        }
        return found;
    }
}

package io.drover.stories.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** What goes wrong in a story, by hand and on the real part; {@link #close} puts everything back, in reverse order. */
public final class Sabotage implements AutoCloseable {

    private final TestCluster cluster;
    private final Deque<Runnable> repairs = new ArrayDeque<>();

    public Sabotage(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** Stops the node agent's process on a node without ending it: it takes connections and never answers. */
    public void stopAgentOn(String node) {
        repairs.push(() -> cluster.node(node, "sh", "-c", "pkill -CONT -f [o]pt/drover/agent/agent.jar || true"));
        cluster.node(node, "sh", "-c", "pkill -STOP -f [o]pt/drover/agent/agent.jar");
    }

    /** Replaces the CRIU of a node by one that answers for its version and fails at whatever runc asks of it. */
    public void breakCriuOn(String node) {
        repairs.push(() ->
                cluster.node(node, "sh", "-c", "cd /opt/drover/criu && [ ! -e criu.whole ] || mv -f criu.whole criu"));
        cluster.node(
                node,
                "sh",
                "-c",
                "cd /opt/drover/criu && cp -a criu criu.whole && printf '%s\\n' '#!/bin/sh'"
                        + " 'case \" $* \" in *\" swrk \"*) exit 1;; esac'"
                        + " 'exec \"$(dirname \"$(readlink -f \"$0\")\")/criu.whole\" \"$@\"' > criu.broken"
                        + " && chmod 755 criu.broken && mv -f criu.broken criu");
    }

    @Override
    public void close() {
        while (!repairs.isEmpty()) {
            repairs.pop().run();
        }
    }
}

package io.drover.stories.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/** What goes wrong in a story, by hand and on the real part; {@link #close} puts everything back, in reverse order. */
public final class Sabotage implements AutoCloseable {

    private static final String IMAGES = "/var/lib/dakr/checkpoints";

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

    /** Ends a node at once; it comes back with what is on its disk. */
    public void powerOff(String node) {
        repairs.push(cluster::powerOn);
        cluster.powerOff(node);
    }

    /** Lets an image to this node's agent get so far and then no further; the connection stays. */
    public void stallImagesTo(String node, long afterBytes) {
        limitImagesTo(node, afterBytes, "drop");
    }

    /** Cuts the connection that brings an image to this node's agent after so many bytes. */
    public void cutImagesTo(String node, long afterBytes) {
        limitImagesTo(node, afterBytes, "reject with tcp reset");
    }

    /** Gives a node's images a disk of this size. */
    public void giveImagesOfNode(String node, String size) {
        repairs.push(() -> cluster.node(node, "sh", "-c", "umount " + IMAGES + " || true"));
        cluster.node(node, "mount", "-t", "tmpfs", "-o", "mode=700,size=" + size, "tmpfs", IMAGES);
    }

    private void limitImagesTo(String node, long afterBytes, String then) {
        repairs.push(() -> cluster.node(node, "sh", "-c", "nft delete table inet sabotage 2>/dev/null || true"));
        cluster.node(
                node,
                "nft",
                ("add table inet sabotage; add chain inet sabotage incoming { type filter hook input priority -10; };"
                                + " add rule inet sabotage incoming ip saddr %s tcp dport 7444 quota over %d bytes %s")
                        .formatted(cluster.address(TestCluster.otherThan(node)), afterBytes, then));
    }

    /** Puts everything back before the story ends. */
    public void repair() {
        while (!repairs.isEmpty()) {
            repairs.pop().run();
        }
    }

    @Override
    public void close() {
        repair();
    }
}

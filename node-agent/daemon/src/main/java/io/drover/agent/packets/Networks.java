package io.drover.agent.packets;

import java.nio.file.Path;

/**
 * Opens the three kinds of network namespaces that a migration has to do with. Everything it gives may be used from any thread, one call
 * at a time, and keeps its namespace alive until it is closed. Closing costs up to 30 ms and belongs outside the freeze.
 *
 * <p>What is in the kernel stays there when the object is closed or the agent dies, except held packets: those are lost, and everything
 * that follows is dropped until the namespace is opened and held again. Opening the same namespace again finds what an earlier agent
 * left. The agent's journal has to keep: the path (or pid) of the namespace, and for a source "shut", for a target "held" and "release
 * begun", each written before the act.
 */
public interface Networks {

    /**
     * The namespace of a pod that is to leave. Prepares empty drop sets; nothing is dropped yet.
     *
     * @param namespace such as {@code /proc/4711/ns/net} or {@code /run/netns/cni-1234}
     */
    Attempt<SourceNetwork> source(Path namespace);

    /**
     * The namespace of a pod that is to receive processes. Nothing is held yet.
     *
     * @param namespace such as {@code /run/netns/cni-1234}
     */
    Attempt<TargetNetwork> target(Path namespace);

    /** The namespace of the node, which is the agent's own. Makes tables and empty maps when they are not there yet. */
    Attempt<NodeNetwork> node();

    /**
     * What answers probes in the node's namespace. It begins with nothing to answer for: what an earlier agent answered is to be asked
     * for again. Opened once, when the agent starts.
     */
    Attempt<ProbeAnswers> probeAnswers();
}

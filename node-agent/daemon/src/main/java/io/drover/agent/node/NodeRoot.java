package io.drover.agent.node;

import java.nio.file.Path;

/**
 * Where the node's own file system is for this process. The agent runs in a container with the node's process IDs, so the root of the
 * node's first process is that of the node. Source: proc(5), {@code /proc/pid/root}.
 *
 * @param root {@code /proc/1/root} in a container, {@code /} when the agent runs on the node itself
 */
public record NodeRoot(Path root) {

    /** The node's file system as the process with this ID sees it; 0 for the agent's own. */
    public static NodeRoot ofProcess(int pid) {
        return new NodeRoot(pid == 0 ? Path.of("/") : Path.of("/proc/" + pid + "/root"));
    }

    /**
     * Where this process finds a file of the node.
     *
     * @param pathOnNode absolute, as a program on the node would name it
     */
    public Path of(String pathOnNode) {
        if (!pathOnNode.startsWith("/")) {
            throw new IllegalArgumentException("a path on the node is absolute, was \"" + pathOnNode + "\"");
        }
        return root.resolve(pathOnNode.substring(1));
    }
}

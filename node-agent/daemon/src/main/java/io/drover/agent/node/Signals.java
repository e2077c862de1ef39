package io.drover.agent.node;

import java.util.Collection;

/** Sends signals to processes by the node's process IDs. */
public interface Signals {

    /** Sends SIGKILL to each; those that are gone are left out. */
    void kill(Collection<Integer> processes);

    /** Through the Java runtime, which uses kill(2). */
    static Signals ofThisRuntime() {
        return processes -> processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}

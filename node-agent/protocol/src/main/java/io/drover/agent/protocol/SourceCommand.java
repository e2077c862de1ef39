package io.drover.agent.protocol;

/** What the source agent has to do. Each may be repeated. */
public enum SourceCommand {
    /** Make tables and directories, check what can be checked. */
    MAKE_READY,
    /** Redirect the pod's packets to the target, then freeze with no process outside of the init tree. */
    FREEZE,
    DUMP,
    SEND,
    /** Let the processes run, give the packets back, take rewrites away. */
    THAW,
    /** Keep everything that the node's own stack opens away from the old address. */
    SHUT_OLD_ADDRESS,
    /** End the frozen processes; only after kubelet has begun the termination. */
    KILL,
    /** Remove image, tables and keys. */
    CLEAN_UP
}

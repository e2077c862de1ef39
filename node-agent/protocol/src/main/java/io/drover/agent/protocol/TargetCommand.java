package io.drover.agent.protocol;

/** What the target agent has to do. Each may be repeated. */
public enum TargetCommand {
    /** Be ready for the shim's question about this pod. */
    AWAIT_CREATE,
    /** Give the shim its restore answer. */
    RESTORE,
    /** Let all containers run together and release the packets that are held. */
    LET_RUN,
    /** End whatever was restored, without letting it run. */
    DESTROY,
    /** Answer the shim's question about this pod with a cold start. */
    ANSWER_COLD,
    /** Remove image, tables and keys. */
    CLEAN_UP
}

package io.drover.agent.api;

/** The number of this API: operator and agents with different numbers do not work together. */
public final class ProtocolVersion {

    /** Grows with incompatible changes of {@code node_agent.proto}. */
    public static final int CURRENT = 2;

    private ProtocolVersion() {}
}

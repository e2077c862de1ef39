package io.drover.agent.protocol;

/** The two sides of a migration. One agent can have both when the pod stays on its node. */
public enum Role {
    SOURCE,
    TARGET
}

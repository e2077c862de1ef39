package io.drover.agent;

import io.drover.values.Reason;

/** Why an agent does not do for another what a genuine ticket is shown for. */
enum PeerRefusal implements Reason {
    /** The migration does not name this agent's node for what is asked. */
    NODE_NOT_NAMED("NodeNotNamed"),
    /** The migration was rolled back here: what comes later was overheard, or overtaken. */
    MIGRATION_WITHDRAWN("MigrationWithdrawn"),
    /** The migration that the ticket is for moves other containers than the one that is known here. */
    MIGRATION_DIFFERS("MigrationDiffers"),
    /** A container's id has not the form that containerd gives: it must not name a directory. */
    CONTAINER_ID_MALFORMED("ContainerIdMalformed");

    private final String code;

    PeerRefusal(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

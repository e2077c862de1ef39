package io.drover.rules.decision;

/** What can be done to give one pod its new resources, declared from the least disruptive on. */
public enum Action {
    /** The pod's resources are changed while it runs. */
    IN_PLACE_RESIZE("InPlaceResize"),
    /** Its processes move into a new pod with their memory and connections. */
    LIVE_MIGRATION("LiveMigration"),
    /** It is replaced by a new pod that starts from nothing. */
    ROLLING_RESTART("RollingRestart"),
    /** It stays as it is. */
    SKIP("Skip");

    private final String written;

    Action(String written) {
        this.written = written;
    }

    /** As it is written in resources and reports: {@code InPlaceResize}. */
    @Override
    public String toString() {
        return written;
    }
}

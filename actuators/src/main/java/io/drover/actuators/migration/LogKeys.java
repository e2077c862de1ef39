package io.drover.actuators.migration;

/** Keys of what varies in log lines. */
final class LogKeys {

    static final String MIGRATION = "migration";
    static final String NAMESPACE = "namespace";
    static final String POD = "pod";
    static final String STATE = "state";
    static final String EVENT = "event";
    static final String COMMAND = "command";
    static final String ROLE = "role";
    static final String REASON = "reason";
    static final String DETAIL = "detail";

    private LogKeys() {}
}

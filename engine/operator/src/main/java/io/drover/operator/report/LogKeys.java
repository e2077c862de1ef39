package io.drover.operator.report;

/** Keys of variables in log lines: one name per thing everywhere. */
public final class LogKeys {

    public static final String NAMESPACE = "namespace";
    public static final String RECOMMENDATION = "recommendation";
    public static final String WORKLOAD = "workload";
    public static final String MIGRATION = "migration";
    public static final String POD = "pod";
    public static final String NODE = "node";
    public static final String PHASE = "phase";
    public static final String STEP = "step";
    public static final String REASON = "reason";
    public static final String MESSAGE = "message";
    public static final String DECISION = "decision";
    public static final String LEADER = "leader";
    public static final String SETTING = "setting";

    private LogKeys() {}
}

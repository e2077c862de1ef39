package io.drover.agent.node;

/** The keys of everything variable in this program's log. */
public final class LogKeys {

    public static final String MIGRATION = "migration";
    public static final String ROLE = "role";
    public static final String EPOCH = "epoch";
    public static final String STATE = "state";
    public static final String STAGE = "stage";
    public static final String REASON = "reason";
    public static final String DETAIL = "detail";
    public static final String CONTAINER = "container";
    public static final String POD = "pod";
    public static final String AGENT = "agent";
    public static final String COMMAND = "command";
    public static final String ANSWER = "answer";
    public static final String FILE = "file";
    public static final String MICROS = "micros";
    public static final String BYTES = "bytes";
    public static final String COUNT = "count";
    public static final String ADDRESS = "address";

    private LogKeys() {}
}

package io.drover.rules.decision;

import io.drover.values.Reason;

/** The reasons of the built-in feasibility policy, and of the evaluation itself. */
public enum FeasibilityReason implements Reason {
    // Every action.
    SUSPENDED("Suspended"),
    OPTED_OUT("OptedOut"),
    COOLING_DOWN("CoolingDown", Trait.PASSES),
    BACKING_OFF("BackingOff", Trait.PASSES),
    CHANGE_TOO_SMALL("ChangeTooSmall"),
    ALREADY_AS_RECOMMENDED("AlreadyAsRecommended"),
    UNKNOWN_CONTAINER("UnknownContainer"),
    REQUEST_ABOVE_LIMIT("RequestAboveLimit"),
    WORKLOAD_PAUSED("WorkloadPaused"),
    ROLLOUT_IN_PROGRESS("RolloutInProgress", Trait.PASSES),
    STATIC_POD("StaticPod"),
    POD_STARTING("PodStarting", Trait.PASSES),
    RULE_FAILED("RuleFailed"),
    // In place or live.
    NO_RUNNING_PODS("NoRunningPods"),
    POD_NOT_RUNNING("PodNotRunning"),
    WINDOWS_POD("WindowsPod"),
    QUOTA_EXCEEDED("QuotaExceeded"),
    QUOTA_UNKNOWN("QuotaUnknown"),
    NODE_UNKNOWN("NodeUnknown"),
    // In place.
    IN_PLACE_NOT_ALLOWED("InPlaceNotAllowed"),
    RESIZE_UNSUPPORTED("ResizeUnsupported"),
    QOS_CLASS_CHANGE("QosClassChange"),
    NO_HEADROOM_ON_NODE("NoHeadroomOnNode"),
    RESIZE_INFEASIBLE("ResizeInfeasible"),
    RESIZE_DEFERRED_TOO_LONG("ResizeDeferredTooLong"),
    RESIZE_ERROR("ResizeError"),
    RESIZE_RESTARTS_CONTAINER("ResizeRestartsContainer"),
    STATIC_CPU_MANAGER("StaticCpuManager"),
    STATIC_MEMORY_MANAGER("StaticMemoryManager"),
    SWAP_IN_USE("SwapInUse"),
    MEMORY_DECREASE_UNSUPPORTED("MemoryDecreaseUnsupported"),
    MEMORY_BELOW_USAGE("MemoryBelowUsage"),
    POD_LEVEL_RESOURCES("PodLevelResources"),
    // Live.
    LIVE_MIGRATION_NOT_ALLOWED("LiveMigrationNotAllowed"),
    KIND_NOT_MOVABLE("KindNotMovable"),
    IMAGE_MISMATCH("ImageMismatch"),
    IMAGE_UNKNOWN("ImageUnknown"),
    NO_AGENT_ON_NODE("NoAgentOnNode"),
    AGENT_UNKNOWN("AgentUnknown"),
    AGENT_VERSION("AgentVersion"),
    AGENT_NOT_CAPABLE("AgentNotCapable"),
    NO_CAPABLE_TARGET("NoCapableTarget"),
    NODE_NOT_LABELLED("NodeNotLabelled"),
    NOT_DUMPABLE("NotDumpable"),
    MISSING_CAP_SYS_RESOURCE("MissingCapSysResource"),
    NOT_INSPECTED("NotInspected"),
    HOST_NETWORK("HostNetwork"),
    HOST_PATH_VOLUME("HostPathVolume"),
    IMAGE_SPACE_TOO_SMALL("ImageSpaceTooSmall"),
    LIMIT_BELOW_RESIDENT("LimitBelowResident"),
    FREEZE_LONGER_THAN_PROBE("FreezeLongerThanProbe"),
    NO_ROOM_FOR_SECOND_POD("NoRoomForSecondPod"),
    HOST_PORT_CONFLICT("HostPortConflict"),
    SELF_ANTI_AFFINITY("SelfAntiAffinity"),
    WOULD_PREEMPT("WouldPreempt"),
    RECREATE_STRATEGY("RecreateStrategy"),
    STALE_IDENTITY("StaleIdentity", Trait.WAIVABLE),
    OPEN_IN_PROJECTED_VOLUME("OpenInProjectedVolume"),
    CONNECTIONS_END_IN_FRESH_SIDECAR("ConnectionsEndInFreshSidecar", Trait.WAIVABLE),
    UNKNOWN_POD_FIELD("UnknownPodField"),
    SHARED_PROCESS_NAMESPACE("SharedProcessNamespace"),
    HOST_PID("HostPid"),
    HOST_IPC("HostIpc"),
    USER_NAMESPACE("UserNamespace"),
    EPHEMERAL_CONTAINERS("EphemeralContainers"),
    EPHEMERAL_VOLUME("EphemeralVolume"),
    CSI_INLINE_VOLUME("CsiInlineVolume"),
    RESOURCE_CLAIMS("ResourceClaims"),
    DEVICE("Device"),
    HUGE_PAGES("HugePages"),
    LOCALHOST_PROFILE("LocalhostProfile"),
    READINESS_GATE("ReadinessGate"),
    READ_WRITE_ONCE_POD("ReadWriteOncePod"),
    TERMINAL("Terminal"),
    VOLUME_MUST_MOVE("VolumeMustMove"),
    // Rolling restart.
    FALLBACK_NONE("FallbackNone"),
    DISRUPTION_BUDGET_EXHAUSTED("DisruptionBudgetExhausted", Trait.PASSES),
    NOBODY_RECREATES("NobodyRecreates");

    private enum Trait {
        NONE,
        WAIVABLE,
        PASSES
    }

    private final String code;
    private final Trait trait;

    FeasibilityReason(String code) {
        this(code, Trait.NONE);
    }

    FeasibilityReason(String code, Trait trait) {
        this.code = code;
        this.trait = trait;
    }

    @Override
    public String code() {
        return code;
    }

    /** Whether a recommendation may override it. */
    public boolean waivable() {
        return trait == Trait.WAIVABLE;
    }

    /** Whether it passes by itself, so that deciding again later is worthwhile. */
    public boolean passes() {
        return trait == Trait.PASSES;
    }
}

package io.drover.rules.facts;

/**
 * Something in a pod's spec that keeps its processes from being moved.
 *
 * @param kind what it is
 * @param detail where it was found and its value, such as {@code volume scratch is a generic ephemeral volume}
 */
public record Feature(Kind kind, String detail) implements Fact {

    /** What is looked for in a pod's spec; the written form is also the reason of the rejection. */
    public enum Kind {
        /** {@code spec.shareProcessNamespace}. */
        SHARED_PROCESS_NAMESPACE("SharedProcessNamespace"),
        /** {@code spec.hostPID}. */
        HOST_PID("HostPid"),
        /** {@code spec.hostIPC}. */
        HOST_IPC("HostIpc"),
        /** {@code spec.hostUsers: false}: user ids are mapped, another range in each pod. */
        USER_NAMESPACE("UserNamespace"),
        /** {@code spec.ephemeralContainers}: they are not in the template. */
        EPHEMERAL_CONTAINERS("EphemeralContainers"),
        /** A generic ephemeral volume: the replacement would get a new, empty one. */
        EPHEMERAL_VOLUME("EphemeralVolume"),
        /** A CSI volume that is written in the pod itself. */
        CSI_INLINE_VOLUME("CsiInlineVolume"),
        /** {@code spec.resourceClaims}: dynamic resource allocation. */
        RESOURCE_CLAIMS("ResourceClaims"),
        /** A resource of a device plugin, such as a GPU. */
        DEVICE("Device"),
        /** Huge pages are requested. */
        HUGE_PAGES("HugePages"),
        /** A seccomp or AppArmor profile that lies on the node. */
        LOCALHOST_PROFILE("LocalhostProfile"),
        /** {@code spec.readinessGates}: somebody outside has to declare the replacement ready. */
        READINESS_GATE("ReadinessGate"),
        /** A claim with access mode ReadWriteOncePod. */
        READ_WRITE_ONCE_POD("ReadWriteOncePod"),
        /** {@code tty: true} or {@code stdin: true}. */
        TERMINAL("Terminal");

        private final String written;

        Kind(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }
}

package io.drover.agent.preflight;

import io.drover.values.Reason;

/** What speaks against dumping a container, or keeps a node from taking part. */
public enum Obstacle implements Reason {
    /** A process uses io_uring, which CRIU cannot dump. */
    USES_IO_URING("UsesIoUring"),
    /** A process has a device open that belongs to this machine. */
    OPEN_DEVICE_FILE("OpenDeviceFile"),
    /** A process is not root's, and the agent lacks CAP_SYS_RESOURCE to read its limits. */
    NON_ROOT_PROCESS("NonRootProcess"),
    /** The container has a terminal. */
    TTY_ATTACHED("TtyAttached"),
    /** The container's standard input is open. */
    STDIN_OPEN("StdinOpen"),
    /** A socket of a kind that CRIU does not know. */
    UNSUPPORTED_SOCKET("UnsupportedSocket"),
    /** A deleted file that is still open is too large to move along. */
    DELETED_FILE_TOO_LARGE("DeletedFileTooLarge"),
    /** A connection over IPv6. */
    IPV6_CONNECTIONS("Ipv6Connections"),
    /** A process is traced by another, such as a debugger. */
    TRACED("Traced"),
    /** runc knows no running container with this ID. */
    CONTAINER_GONE("ContainerGone"),
    /** CRIU cannot be run. */
    CRIU_MISSING("CriuMissing"),
    /** CRIU does not work on this kernel. */
    CRIU_UNFIT("CriuUnfit"),
    /** runc cannot be run. */
    RUNC_MISSING("RuncMissing"),
    /** The kernel is older than 5.13. */
    KERNEL_TOO_OLD("KernelTooOld"),
    /** A file of the node could not be read. */
    NODE_IO("NodeIoFailed");

    private final String code;

    Obstacle(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

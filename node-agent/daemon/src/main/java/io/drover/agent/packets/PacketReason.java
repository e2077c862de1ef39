package io.drover.agent.packets;

import io.drover.values.Reason;

/** Why something could not be done with a network namespace or its packets. */
public enum PacketReason implements Reason {
    /** The path is no network namespace, or it is gone. */
    NETWORK_NAMESPACE_GONE("NetworkNamespaceGone"),
    /** The namespace exists and could not be entered: the agent lacks CAP_SYS_ADMIN. */
    NETWORK_NAMESPACE_CLOSED("NetworkNamespaceClosed"),
    /** A C library that the agent needs is not installed, or it is too old. */
    LIBRARY_MISSING("LibraryMissing"),
    /** The kernel or libnftables refused a command; nothing of it was done. */
    NFTABLES_REFUSED("NftablesRefused"),
    /** The kernel can queue packets to the agent neither through nftables nor through iptables-nft. */
    NO_PACKET_QUEUE("NoPacketQueue"),
    /** The packet queue of the namespace belongs to another process. */
    PACKET_QUEUE_TAKEN("PacketQueueTaken"),
    /** An address could not be added or removed. */
    ADDRESS_REFUSED("AddressRefused"),
    /** A kernel setting could not be read or written. */
    SYSCTL_REFUSED("SysctlRefused"),
    /** Connection tracking refused an entry; a client whose address this node translates may lose its connection. */
    CONNECTION_TRACKING_REFUSED("ConnectionTrackingRefused"),
    /** The pod has a connection that it made itself and that its node translates: the translation cannot move with it. */
    OUTGOING_CONNECTION_TRANSLATED("OutgoingConnectionTranslated"),
    /** A connection is asked to be led elsewhere whose local end is not the moving pod's. */
    CONNECTION_STRANGE("ConnectionStrange"),
    /** The list of sockets could not be read. */
    SOCKETS_UNREADABLE("SocketsUnreadable"),
    /** The answering of probes could not be started. */
    PROBE_ANSWERS_REFUSED("ProbeAnswersRefused");

    private final String code;

    PacketReason(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}

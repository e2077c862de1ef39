package io.drover.agent.packets;

import io.drover.agent.connections.PodSockets;
import io.drover.agent.connections.SocketTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The TCP sockets of one network namespace, as its kernel lists them.
 *
 * @param namespace whose
 */
record NamespaceSockets(NamespaceThread namespace) {

    private static final Path SOCKETS = Path.of("/proc/thread-self/net");

    Attempt<PodSockets> read() {
        return namespace.call(() -> {
            try {
                Path tcp6 = SOCKETS.resolve("tcp6");
                return new Attempt.Worked<>(SocketTable.parse(
                        Files.readAllLines(SOCKETS.resolve("tcp")),
                        Files.exists(tcp6) ? Files.readAllLines(tcp6) : List.of()));
            } catch (IOException unreadable) {
                return new Attempt.Refused<>(PacketReason.SOCKETS_UNREADABLE, unreadable.toString());
            }
        });
    }
}

package io.drover.agent.packets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** A try to open a connection. The first packet has been sent, or dropped by its own namespace, when it is made. */
final class Knock implements AutoCloseable {

    private final SocketChannel channel;

    private Knock(SocketChannel channel) {
        this.channel = channel;
    }

    static Knock at(NamespaceThread from, String address, int port) {
        return from.call(() -> {
            try {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getByName(address), port));
                return new Knock(channel);
            } catch (IOException failed) {
                throw new IllegalStateException("knock at " + address, failed);
            }
        });
    }

    /** What came back so far. */
    String answer() {
        try {
            return channel.finishConnect() ? "connected" : "nothing";
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nobody waits for it
        }
    }
}

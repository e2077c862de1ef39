package io.drover.agent.packets;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sends a number every few milliseconds on one connection and wants it back before the next. */
final class CountingClient implements AutoCloseable {

    private final Socket socket;
    private final Thread thread;
    private final List<String> troubles = new ArrayList<>();
    private volatile boolean ending;
    private volatile long answered;
    private volatile long longestSilenceNanos;

    private CountingClient(Socket socket) {
        this.socket = socket;
        this.thread = Thread.ofPlatform().daemon().start(this::count);
    }

    static CountingClient connect(NamespaceThread from, String address, int port) {
        return from.call(() -> {
            try {
                var socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(20_000);
                socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), 20_000);
                return new CountingClient(socket);
            } catch (IOException failed) {
                throw new IllegalStateException("connect to " + address, failed);
            }
        });
    }

    /** Waits for a connection and counts on that. */
    static CountingClient accept(ServerSocket listener) {
        try {
            Socket socket = listener.accept();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            return new CountingClient(socket);
        } catch (IOException failed) {
            throw new IllegalStateException("accept", failed);
        }
    }

    private void count() {
        try {
            var out = new DataOutputStream(socket.getOutputStream());
            var in = new DataInputStream(socket.getInputStream());
            long last = System.nanoTime();
            for (long number = 1; !ending; number++) {
                out.writeLong(number);
                long got = in.readLong();
                if (got != number) {
                    troubles.add("sent " + number + ", got " + got);
                }
                long now = System.nanoTime();
                longestSilenceNanos = Math.max(longestSilenceNanos, now - last);
                last = now;
                answered = number;
                Thread.sleep(2);
            }
        } catch (IOException | InterruptedException failed) {
            troubles.add(failed.toString());
        }
    }

    long answered() {
        return answered;
    }

    Duration longestSilence() {
        return Duration.ofNanos(longestSilenceNanos);
    }

    /** Ends it and tells what went wrong. */
    List<String> troubles() {
        ending = true;
        try {
            thread.join(3000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            troubles.add("still waits for an answer after number " + answered);
        }
        return troubles;
    }

    @Override
    public void close() {
        ending = true;
        try {
            socket.close();
        } catch (IOException ignored) {
            // the test is over
        }
    }
}

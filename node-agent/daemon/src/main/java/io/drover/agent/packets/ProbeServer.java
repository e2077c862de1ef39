package io.drover.agent.packets;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on the loopback device that is healthy whatever it is asked: it accepts, answers HTTP of kubelet with 200, and gRPC health
 * checks with SERVING. HTTP of anybody else gets 503: it was meant for the frozen server.
 */
final class ProbeServer implements AutoCloseable {

    private static final int LONGEST_HEAD = 16 << 10;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final String KUBELETS_PROBE = "\r\nuser-agent: kube-probe/";
    private static final String KUBELETS_HOOK = "\r\nuser-agent: kube-lifecycle/";

    private final ServerSocket server;

    private ProbeServer(ServerSocket server) {
        this.server = server;
    }

    static Attempt<ProbeServer> start(NamespaceThread namespace) {
        return namespace.call(() -> {
            try {
                var socket = new ServerSocket();
                socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 128);
                var server = new ProbeServer(socket);
                Thread.ofPlatform().name("probe answers").daemon().start(server::acceptAll);
                return new Attempt.Worked<>(server);
            } catch (IOException failed) {
                return new Attempt.Refused<>(PacketReason.PROBE_ANSWERS_REFUSED, failed.toString());
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closedOrOutOfDescriptors) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            String head = head(in);
            if (head.equals(HealthOverHttp2.PREFACE)) {
                new HealthOverHttp2(in, client.getOutputStream()).serve();
            } else if (!head.isEmpty()) {
                answerHttp(head, client.getOutputStream());
            }
        } catch (IOException clientIsGone) {
            // a TCP probe connects and goes away: there is nobody left to tell
        }
    }

    /** Reads up to the empty line of HTTP/1, or through the preface of HTTP/2; empty when the client went away before. */
    private static String head(DataInputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            boolean http2 =
                    head.length() >= 3 && head.charAt(0) == 'P' && head.charAt(1) == 'R' && head.charAt(2) == 'I';
            if (http2 ? head.length() == HealthOverHttp2.PREFACE.length() : endsHead(head)) {
                return head.toString();
            }
        }
        return "";
    }

    private static boolean endsHead(StringBuilder head) {
        return head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0;
    }

    private static void answerHttp(String head, OutputStream out) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        boolean kubelet = lower.contains(KUBELETS_PROBE) || lower.contains(KUBELETS_HOOK);
        String answer = kubelet ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n";
        out.write((answer + "Content-Length: 0\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new IllegalStateException("a listening socket could not be closed", failed);
        }
    }
}

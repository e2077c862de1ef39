package io.drover.stories.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One TCP connection that speaks just enough RESP to count and to store: no pool and no reconnect, so that a broken connection shows.
 * Confined to one thread. Source: Redis serialization protocol specification, RESP2.
 */
public final class RedisConnection implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    /**
     * Connects once.
     *
     * @param silence the longest wait for an answer before a call fails
     */
    public static RedisConnection open(String host, int port, Duration silence) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT.toMillis()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
            return new RedisConnection(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Increments a counter and gives its new value. */
    public long increment(String key) throws IOException {
        send("INCR", key);
        out.flush();
        return integer();
    }

    /** Stores {@code count} values of {@code bytes} bytes, each under the prefix and its number. */
    public void fill(String prefix, int count, int bytes) throws IOException {
        int inFlight = 0;
        for (int i = 0; i < count; i++) {
            send("SET", prefix + i, value(i, bytes));
            if (++inFlight == 500 || i == count - 1) {
                out.flush();
                for (; inFlight > 0; inFlight--) {
                    expect("+OK", line());
                }
            }
        }
    }

    /** How many of the values that {@link #fill} stored are missing or differ. */
    public int lost(String prefix, int count, int bytes) throws IOException {
        int lost = 0;
        for (int i = 0; i < count; i++) {
            send("GET", prefix + i);
            out.flush();
            if (!value(i, bytes).equals(bulk())) {
                lost++;
            }
        }
        return lost;
    }

    /** The local port, which changes when somebody reconnects. */
    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String value(int number, int bytes) {
        String unit = Integer.toString(number, 36) + "-";
        return unit.repeat(bytes / unit.length() + 1).substring(0, bytes);
    }

    private void send(String... words) throws IOException {
        StringBuilder command =
                new StringBuilder().append('*').append(words.length).append("\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        out.write(command.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private long integer() throws IOException {
        String line = line();
        if (!line.startsWith(":")) {
            throw new IOException("expected an integer, got " + line);
        }
        return Long.parseLong(line.substring(1));
    }

    private String bulk() throws IOException {
        String header = line();
        if (!header.startsWith("$")) {
            throw new IOException("expected a string, got " + header);
        }
        int length = Integer.parseInt(header.substring(1));
        if (length < 0) {
            return "";
        }
        byte[] value = in.readNBytes(length + 2);
        return new String(value, 0, Math.max(0, value.length - 2), StandardCharsets.US_ASCII);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    private static void expect(String wanted, String got) throws IOException {
        if (!wanted.equals(got)) {
            throw new IOException("expected " + wanted + ", got " + got);
        }
    }
}

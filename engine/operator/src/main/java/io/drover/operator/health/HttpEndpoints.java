package io.drover.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /metrics}, {@code /healthz}, {@code /readyz} and what else is to be read, on one port. */
public final class HttpEndpoints implements AutoCloseable {

    private final HttpServer server;

    private HttpEndpoints(HttpServer server) {
        this.server = server;
    }

    /**
     * Begins to answer.
     *
     * @param live a problem that only a restart would cure, or an empty text
     * @param ready what keeps it from doing its work now, or an empty text
     * @throws IOException when the port cannot be had
     */
    public static HttpEndpoints start(int port, Supplier<String> metrics, Supplier<String> live, Supplier<String> ready)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 16);
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.get()));
        server.createContext("/healthz", exchange -> judge(exchange, live.get()));
        server.createContext("/readyz", exchange -> judge(exchange, ready.get()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new HttpEndpoints(server);
    }

    /**
     * Answers further paths, for those who show a token.
     *
     * @param root beginning of the paths, with a slash at both ends
     * @param header that has to carry the token
     * @param token never empty
     * @param answers the JSON for a whole path, or nothing where there is no such thing
     */
    public void serve(String root, String header, String token, Function<String, Optional<String>> answers) {
        byte[] wanted = token.getBytes(StandardCharsets.UTF_8);
        if (wanted.length == 0) {
            throw new IllegalArgumentException("an empty token would let everybody in");
        }
        server.createContext(root, exchange -> {
            String shown =
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(header), "");
            if (!MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted)) {
                answer(exchange, 403, "the header " + header + " does not carry the token\n");
                return;
            }
            Optional<String> found = exchange.getRequestMethod().equals("GET")
                    ? answers.apply(exchange.getRequestURI().getPath())
                    : Optional.empty();
            answer(exchange, found.isPresent() ? 200 : 404, found.orElse("there is no such thing\n"));
        });
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void judge(HttpExchange exchange, String problem) throws IOException {
        answer(exchange, problem.isEmpty() ? 200 : 503, problem.isEmpty() ? "ok\n" : problem + "\n");
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(code, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

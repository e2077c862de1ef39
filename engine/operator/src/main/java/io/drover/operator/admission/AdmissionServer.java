package io.drover.operator.admission;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves admission reviews over TLS on the JDK's own server: there is one path, one answer, and certificates are exchanged below it while
 * it runs.
 */
public final class AdmissionServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionServer.class);
    private static final String PATH = "/mutate/pods";
    /** The API server sends no larger request. Source: apiserver, MaxRequestBodyBytes, 3 MiB; a review has the object and its old one. */
    private static final int LARGEST = 8 << 20;

    private final HttpsServer server;

    private AdmissionServer(HttpsServer server) {
        this.server = server;
    }

    /**
     * Begins to serve.
     *
     * @throws IOException when the port cannot be had
     */
    public static AdmissionServer start(int port, SSLContext tls, PodStamping stamping) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(port), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext(PATH, exchange -> review(exchange, stamping));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new AdmissionServer(server);
    }

    private static void review(HttpExchange exchange, PodStamping stamping) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
            AdmissionReview review =
                    Serialization.unmarshal(new String(body, StandardCharsets.UTF_8), AdmissionReview.class);
            send(exchange, 200, Serialization.asJson(stamping.answer(review)));
        } catch (RuntimeException unexpected) {
            // The webhook's failure policy lets the pod through; the caller gets no stack trace.
            LOG.atError().setCause(unexpected).log("an admission review could not be answered");
            send(exchange, 500, "{}");
        }
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(1);
    }
}

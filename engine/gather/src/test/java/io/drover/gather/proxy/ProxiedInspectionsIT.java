package io.drover.gather.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Observed;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as an API server would. */
class ProxiedInspectionsIT {

    private static final String SERVICE = "/api/v1/namespaces/drover-system/services/drover-operator:http/proxy/";
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;
    private int secretCode = 200;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String token = Base64.getEncoder().encodeToString("word".getBytes(StandardCharsets.UTF_8));
        server.createContext(
                "/api/v1/namespaces/drover-system/secrets/drover-inspections",
                exchange -> answer(
                        exchange,
                        secretCode,
                        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"token\":\"" + token + "\"}}"));
        server.createContext(SERVICE, exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst(InspectionAccess.HEADER)));
            answer(exchange, 403, "");
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.stop(0);
    }

    @Test
    void itShowsTheTokenOfTheSecret() {
        // Given
        ProxiedInspections inspections = new ProxiedInspections(client, "drover-system");
        // When
        Agent agent = inspections.agent(new NodeName("node-a"));
        // Then
        assertThat(shown).containsExactly("word");
        assertThat(agent.reachable())
                .isInstanceOfSatisfying(
                        Observed.Unknown.class,
                        unknown -> assertThat(unknown.why()).contains("HTTP 403"));
    }

    @Test
    void whoMayNotReadTheSecretIsToldWhichItIs() {
        // Given
        secretCode = 403;
        ProxiedInspections inspections = new ProxiedInspections(client, "drover-system");
        // When
        Agent agent = inspections.agent(new NodeName("node-a"));
        // Then
        assertThat(shown).isEmpty();
        assertThat(agent.reachable())
                .isInstanceOfSatisfying(
                        Observed.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .isEqualTo("Secret drover-system/drover-inspections cannot be read, HTTP 403"));
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}

package io.drover.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.gather.proxy.InspectionAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpEndpointsIT {

    @Test
    void whoReachesThePortReadsMetricsAndNoInspections() throws Exception {
        // Given
        try (HttpEndpoints endpoints = HttpEndpoints.start(0, () -> "metrics", () -> "", () -> "")) {
            endpoints.serve(
                    "/inspections/",
                    InspectionAccess.HEADER,
                    "secret",
                    path -> path.endsWith("/node-a") ? Optional.of("{}") : Optional.empty());
            // When
            int stranger = code(endpoints, "/inspections/agents/node-a", "guessed");
            // Then
            assertThat(stranger).isEqualTo(403);
            assertThat(code(endpoints, "/inspections/agents/node-a", "")).isEqualTo(403);
            assertThat(code(endpoints, "/inspections/agents/node-a", "secret")).isEqualTo(200);
            assertThat(code(endpoints, "/inspections/agents/node-b", "secret")).isEqualTo(404);
            assertThat(code(endpoints, "/metrics", "")).isEqualTo(200);
        }
    }

    private static int code(HttpEndpoints endpoints, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path));
        if (!token.isEmpty()) {
            request.header(InspectionAccess.HEADER, token);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

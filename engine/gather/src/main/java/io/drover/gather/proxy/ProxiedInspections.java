package io.drover.gather.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.gather.inspection.InspectedPod;
import io.drover.gather.inspection.Inspections;
import io.drover.gather.snapshot.InspectionText;
import io.drover.rules.facts.Agent;
import io.drover.rules.facts.Inspection;
import io.drover.rules.facts.Observed;
import io.drover.values.ContainerName;
import io.drover.values.NodeName;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the operator what agents see, through the API server's service proxy and with a token from a Secret, so with the rights of whoever
 * asks. Where there is no
 * operator, or no right, everything is unknown and says so.
 */
public final class ProxiedInspections implements Inspections {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** Path below which the operator answers. */
    public static final String ROOT = "/inspections/";

    /** Path about the agent of a node; the node's name follows. */
    public static final String AGENTS = ROOT + "agents/";

    /** Path about a pod; namespace, a slash and its name follow. */
    public static final String PODS = ROOT + "pods/";

    private final KubernetesClient client;
    private final String namespace;
    private final String service;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable Observed<String> token;

    /**
     * Asks the operator in this namespace.
     *
     * @param namespace where Drover is installed, usually drover-system
     */
    public ProxiedInspections(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.service = "/api/v1/namespaces/" + namespace + "/services/drover-operator:http/proxy";
    }

    @Override
    public Agent agent(NodeName node) {
        return switch (ask(AGENTS + node)) {
            case Observed.Known<Map<?, ?>> answer -> InspectionText.readAgent(answer.value());
            case Observed.Unknown<Map<?, ?>> unknown -> Agent.notAsked(node, unknown.why());
        };
    }

    @Override
    public Observed<Map<ContainerName, Observed<Inspection>>> pod(InspectedPod pod) {
        return switch (ask(PODS + pod.namespace() + "/" + pod.name())) {
            case Observed.Unknown<Map<?, ?>> unknown -> Observed.unknown(unknown.why());
            case Observed.Known<Map<?, ?>> answer ->
                pod.uid().value().equals(answer.value().get("uid"))
                        ? InspectionText.readPod(answer.value().get("containers"))
                        : Observed.unknown("pod " + pod.name() + " was replaced meanwhile");
        };
    }

    private Observed<Map<?, ?>> ask(String path) {
        return switch (token()) {
            case Observed.Known<String> known -> ask(path, known.value());
            case Observed.Unknown<String> unknown -> Observed.unknown(unknown.why());
        };
    }

    private Observed<Map<?, ?>> ask(String path, String shown) {
        HttpClient http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceAll("/$", "") + service + path)
                .header(InspectionAccess.HEADER, shown)
                .build();
        try {
            HttpResponse<String> answer =
                    http.sendAsync(request, String.class).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            return switch (answer.code()) {
                case HttpURLConnection.HTTP_OK -> Observed.of(json.readValue(answer.body(), Map.class));
                case HttpURLConnection.HTTP_NOT_FOUND -> Observed.unknown("no operator of this version answers");
                default -> Observed.unknown("the operator could not be asked, HTTP " + answer.code());
            };
        } catch (IOException notJson) {
            return Observed.unknown("the operator's answer is not JSON");
        } catch (ExecutionException | TimeoutException noAnswer) {
            return Observed.unknown("the operator could not be asked");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Observed.unknown("interrupted");
        }
    }

    /** Read once: without it nothing is known of any agent. */
    private synchronized Observed<String> token() {
        if (token == null) {
            token = readToken();
        }
        return token;
    }

    private Observed<String> readToken() {
        try {
            Secret secret = client.secrets()
                    .inNamespace(namespace)
                    .withName(InspectionAccess.SECRET)
                    .get();
            return secret == null
                    ? Observed.unknown("no operator of this version is installed in namespace " + namespace)
                    : Observed.of(new String(
                            Base64.getDecoder().decode(secret.getData().getOrDefault(InspectionAccess.TOKEN, "")),
                            StandardCharsets.UTF_8));
        } catch (KubernetesClientException refused) {
            return Observed.unknown("Secret " + namespace + "/" + InspectionAccess.SECRET + " cannot be read, HTTP "
                    + refused.getCode());
        }
    }
}

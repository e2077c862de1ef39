package io.drover.operator.admission;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells the API server which authority the webhook's certificate comes from. */
final class TrustBundle {

    static final String CONFIGURATION = "drover";

    private final KubernetesClient client;

    TrustBundle(KubernetesClient client) {
        this.client = client;
    }

    /** Writes the authority into every webhook of the configuration that has another one. Without the configuration nothing is done. */
    void publish(String authorityPem) {
        var resource = client.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName(CONFIGURATION);
        MutatingWebhookConfiguration configuration = resource.get();
        if (configuration == null) {
            return;
        }
        String bundle = Base64.getEncoder().encodeToString(authorityPem.getBytes(StandardCharsets.UTF_8));
        List<Map<String, Object>> patch = new ArrayList<>();
        List<MutatingWebhook> webhooks = configuration.getWebhooks();
        for (int i = 0; i < webhooks.size(); i++) {
            if (!bundle.equals(webhooks.get(i).getClientConfig().getCaBundle())) {
                patch.add(operation(
                        "test", "/webhooks/" + i + "/name", webhooks.get(i).getName()));
                patch.add(operation("add", "/webhooks/" + i + "/clientConfig/caBundle", bundle));
            }
        }
        if (!patch.isEmpty()) {
            resource.patch(PatchContext.of(PatchType.JSON), Serialization.asJson(patch));
        }
    }

    private static Map<String, Object> operation(String op, String path, Object value) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("op", op);
        operation.put("path", path);
        operation.put("value", value);
        return operation;
    }
}

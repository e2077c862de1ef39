package io.drover.operator.admission;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where authority and certificate are kept for all replicas. Of two that write at once the first wins, and the other reads it. */
final class CertificateSecret {

    static final String NAME = "drover-webhook-certificate";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final String namespace;

    CertificateSecret(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    Optional<Secret> read() {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(NAME).get());
    }

    static Map<String, String> texts(Secret secret) {
        Map<String, String> texts = new TreeMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) ->
                            texts.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
        return texts;
    }

    /** Writes the values, replacing {@code before}; false when somebody else was first. */
    boolean write(Optional<Secret> before, Map<String, String> texts) {
        Map<String, String> data = new TreeMap<>();
        texts.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        try {
            if (before.isPresent()) {
                client.resource(new SecretBuilder(before.get()).withData(data).build())
                        .update();
            } else {
                client.resource(new SecretBuilder()
                                .withNewMetadata()
                                .withNamespace(namespace)
                                .withName(NAME)
                                .endMetadata()
                                .withType("Opaque")
                                .withData(data)
                                .build())
                        .create();
            }
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == CONFLICT) {
                return false;
            }
            throw refused;
        }
    }
}

package io.drover.operator.inspection;

import io.drover.gather.proxy.InspectionAccess;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** The word that those who ask for inspections have to know: made once and kept in a Secret, for those who may read it. */
public final class InspectionToken {

    private static final int BYTES = 32;

    private final KubernetesClient client;
    private final String namespace;

    public InspectionToken(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The token, made when there is none. Several operators that start at once end with the same one. */
    public String value() {
        Secret stored = stored();
        if (stored == null) {
            create();
            stored = client.secrets()
                    .inNamespace(namespace)
                    .withName(InspectionAccess.SECRET)
                    .require();
        }
        return new String(
                Base64.getDecoder().decode(stored.getData().getOrDefault(InspectionAccess.TOKEN, "")),
                StandardCharsets.UTF_8);
    }

    private Secret stored() {
        return client.secrets()
                .inNamespace(namespace)
                .withName(InspectionAccess.SECRET)
                .get();
    }

    private void create() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Secret made = new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(InspectionAccess.SECRET)
                .endMetadata()
                .withStringData(Map.of(
                        InspectionAccess.TOKEN,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(random)))
                .build();
        try {
            client.resource(made).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
        }
    }
}

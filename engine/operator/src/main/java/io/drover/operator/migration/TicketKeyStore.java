package io.drover.operator.migration;

import io.drover.agent.api.TicketKeys;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Map;

/** The key that tickets are signed with: made once and kept in a Secret; its public half is in a ConfigMap that agents mount. */
public final class TicketKeyStore {

    static final String SECRET = "drover-ticket-key";
    static final String CONFIG_MAP = "drover-ticket-public-key";
    private static final String PRIVATE = "private.pem";
    private static final String PUBLIC = "public.pem";

    private final KubernetesClient client;
    private final String namespace;

    public TicketKeyStore(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** The key, made when there is none. Several operators that start at once end with the same key. */
    public PrivateKey key() {
        Secret stored = client.secrets().inNamespace(namespace).withName(SECRET).get();
        if (stored == null) {
            KeyPair made = TicketKeys.generate();
            createUnlessThere(new SecretBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName(SECRET)
                    .endMetadata()
                    .withData(Map.of(
                            PRIVATE, base64(TicketKeys.toPem(made.getPrivate())),
                            PUBLIC, base64(TicketKeys.toPem(made.getPublic()))))
                    .build());
            stored = client.secrets().inNamespace(namespace).withName(SECRET).require();
        }
        publish(text(stored, PUBLIC));
        return TicketKeys.privateKey(text(stored, PRIVATE));
    }

    private void publish(String publicPem) {
        Map<String, String> wanted = Map.of(PUBLIC, publicPem);
        ConfigMap published = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(CONFIG_MAP)
                .endMetadata()
                .withData(wanted)
                .build();
        createUnlessThere(published);
        ConfigMap there =
                client.configMaps().inNamespace(namespace).withName(CONFIG_MAP).require();
        if (!wanted.equals(there.getData())) {
            client.resource(published).update();
        }
    }

    private void createUnlessThere(HasMetadata object) {
        try {
            client.resource(object).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
        }
    }

    private static String text(Secret secret, String name) {
        return new String(Base64.getDecoder().decode(secret.getData().getOrDefault(name, "")), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

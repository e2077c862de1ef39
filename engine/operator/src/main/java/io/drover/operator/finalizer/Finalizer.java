package io.drover.operator.finalizer;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/**
 * One finalizer on resources of one kind, there only while something would be left behind by their deletion. What is at rest can be
 * deleted without an operator.
 */
public final class Finalizer {

    private final KubernetesClient client;
    private final String name;

    public Finalizer(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Whether the resource has it. */
    public boolean isOn(HasMetadata resource) {
        return resource.hasFinalizer(name);
    }

    /**
     * Puts it on.
     *
     * @return the resource as it is now
     * @throws KubernetesClientException when it could not be put on: nothing that would be left behind may be begun
     */
    public <T extends HasMetadata> T putOn(T resource) {
        return isOn(resource)
                ? resource
                : client.resource(resource).edit(now -> {
                    now.addFinalizer(name);
                    return now;
                });
    }

    /** Takes it off; nothing happens when the resource is gone. */
    public void takeOff(HasMetadata resource) {
        if (!isOn(resource)) {
            return;
        }
        try {
            client.resource(resource).edit(now -> {
                now.removeFinalizer(name);
                return now;
            });
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }
}

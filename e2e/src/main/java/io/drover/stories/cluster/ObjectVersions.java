package io.drover.stories.cluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GroupVersionForDiscovery;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The resourceVersion of every object of every kind that the API server can list, but for those that change by themselves. */
public final class ObjectVersions {

    /** Kinds that are left out, each with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "leases.coordination.k8s.io", "kubelets, controllers and leaders renew theirs every few seconds",
            "events", "the report of what would happen is one",
            "events.events.k8s.io", "the same objects under another name",
            "componentstatuses", "not stored: made for each answer, without a resourceVersion");

    /** Kinds that a heartbeat writes to: their resourceVersion moves, so that everything but the status is compared. */
    private static final Map<String, String> WITHOUT_STATUS = Map.of("nodes", "kubelets report that they live");

    private final Map<String, String> versions;

    private ObjectVersions(Map<String, String> versions) {
        this.versions = versions;
    }

    /** Lists everything there is now. */
    public static ObjectVersions of(KubernetesClient client) {
        Map<String, String> versions = new TreeMap<>();
        groupVersions(client).forEach(groupVersion -> {
            for (APIResource kind : client.getApiResources(groupVersion).getResources()) {
                String name = fullName(kind, groupVersion);
                if (!kind.getName().contains("/") && kind.getVerbs().contains("list") && !LEFT_OUT.containsKey(name)) {
                    objects(client, groupVersion, kind)
                            .forEach(object -> versions.put(key(name, object), version(name, object)));
                }
            }
        });
        return new ObjectVersions(versions);
    }

    /** Every object that was made, changed or removed between {@code before} and this, by kind, namespace and name. */
    public List<String> changedSince(ObjectVersions before) {
        return Stream.concat(before.versions.keySet().stream(), versions.keySet().stream())
                .distinct()
                .filter(object -> !Objects.equals(before.versions.get(object), versions.get(object)))
                .sorted()
                .toList();
    }

    /** How many objects there are. */
    public int count() {
        return versions.size();
    }

    /** How many kinds there are objects of. */
    public long kinds() {
        return versions.keySet().stream()
                .map(object -> object.substring(0, object.indexOf(' ')))
                .distinct()
                .count();
    }

    private static Stream<String> groupVersions(KubernetesClient client) {
        return Stream.concat(
                Stream.of("v1"),
                client.getApiGroups().getGroups().stream()
                        .map(group -> group.getPreferredVersion())
                        .map(GroupVersionForDiscovery::getGroupVersion));
    }

    private static List<GenericKubernetesResource> objects(
            KubernetesClient client, String groupVersion, APIResource kind) {
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(group(groupVersion))
                        .withVersion(groupVersion.substring(groupVersion.indexOf('/') + 1))
                        .withKind(kind.getKind())
                        .withPlural(kind.getName())
                        .withNamespaced(kind.getNamespaced())
                        .build())
                .inAnyNamespace()
                .list()
                .getItems();
    }

    private static String key(String kind, GenericKubernetesResource object) {
        String namespace = object.getMetadata().getNamespace();
        return kind + " " + (namespace == null ? "" : namespace + "/")
                + object.getMetadata().getName();
    }

    private static String version(String kind, GenericKubernetesResource object) {
        if (!WITHOUT_STATUS.containsKey(kind)) {
            return object.getMetadata().getResourceVersion();
        }
        Map<String, Object> rest = new HashMap<>(object.getAdditionalProperties());
        rest.remove("status");
        return object.getMetadata().getLabels() + " " + object.getMetadata().getAnnotations() + " " + rest;
    }

    private static String fullName(APIResource kind, String groupVersion) {
        String group = group(groupVersion);
        return group.isEmpty() ? kind.getName() : kind.getName() + "." + group;
    }

    private static String group(String groupVersion) {
        int slash = groupVersion.indexOf('/');
        return slash < 0 ? "" : groupVersion.substring(0, slash);
    }
}

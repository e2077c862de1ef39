package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.cluster.ClusterView;
import io.drover.gather.cluster.FactGatherer;
import io.drover.gather.cluster.GatherSettings;
import io.drover.gather.inspection.Inspections;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what an evaluation of the recommendations in some namespaces needs, one file per kind and namespace. */
public final class SnapshotWriter {

    private final ClusterView view;
    private final Inspections live;
    private final GatherSettings settings;
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final Redaction redaction = new Redaction(serialization);

    public SnapshotWriter(ClusterView view, Inspections live, GatherSettings settings) {
        this.view = view;
        this.live = live;
        this.settings = settings;
    }

    /**
     * Writes into the directory, which is made when it is not there. Pods of other namespaces are written too as far as they take room on
     * nodes.
     *
     * @throws IOException when a file cannot be written
     */
    public void write(Path directory, Collection<String> namespaces, Instant now) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("serverVersion", view.serverVersion().toString());
        about.put("takenAt", now.toString());
        file(directory.resolve(SnapshotDirectory.ABOUT), about);
        List<Node> nodes = view.nodes();
        objects(directory, "nodes", nodes);
        objects(
                directory,
                "pods",
                view.podsByNode().values().stream()
                        .flatMap(List::stream)
                        .filter(pod -> !namespaces.contains(pod.getMetadata().getNamespace()))
                        .toList());
        RecordedInspections recorded = new RecordedInspections();
        for (String namespace : namespaces.stream().sorted().toList()) {
            namespace(directory.resolve("namespaces").resolve(namespace), namespace);
            inspect(namespace, recorded, now);
        }
        file(directory.resolve(SnapshotDirectory.INSPECTIONS), recorded.write());
    }

    private void namespace(Path directory, String namespace) throws IOException {
        Files.createDirectories(directory);
        objects(directory, "namespace", view.namespace(namespace).stream().toList());
        objects(directory, "recommendations", view.recommendations(namespace));
        objects(directory, "deployments", view.deployments(namespace));
        objects(directory, "replicasets", view.replicaSets(namespace));
        objects(directory, "pods", view.pods(namespace));
        objects(directory, "disruption-budgets", view.disruptionBudgets(namespace));
        objects(directory, "quotas", view.quotas(namespace));
        objects(directory, "limit-ranges", view.limitRanges(namespace));
        objects(directory, "claims", view.claims(namespace));
    }

    /** Gathers for every recommendation, so that exactly the questions that an evaluation asks are answered later. */
    private void inspect(String namespace, RecordedInspections recorded, Instant now) {
        FactGatherer gatherer = new FactGatherer(view, recorded.listeningTo(live), settings, InstantSource.fixed(now));
        for (WorkloadRecommendation one : view.recommendations(namespace)) {
            var unused = gatherer.gather(one);
        }
    }

    private void objects(Path directory, String name, List<? extends HasMetadata> objects) throws IOException {
        if (objects.isEmpty()) {
            return;
        }
        Map<String, HasMetadata> sorted = new TreeMap<>();
        for (HasMetadata object : objects) {
            sorted.put(
                    object.getMetadata().getNamespace() + "/"
                            + object.getMetadata().getName(),
                    redaction.of(object));
        }
        String text = new ArrayList<>(sorted.values())
                .stream().map(serialization::asYaml).map(SnapshotWriter::begun).collect(Collectors.joining());
        Files.writeString(directory.resolve(name + ".yaml"), text);
    }

    private void file(Path file, Map<String, Object> content) throws IOException {
        Files.writeString(file, serialization.asYaml(content));
    }

    private static String begun(String document) {
        return document.startsWith("---") ? document : "---\n" + document;
    }
}

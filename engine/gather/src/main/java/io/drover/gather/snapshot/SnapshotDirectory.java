package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.gather.inspection.Inspections;
import io.drover.rules.facts.Version;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a directory of manifests: those of a snapshot, or any others. Files end in yaml, yml or json and may hold several documents; kinds
 * that no fact is made from are passed over.
 */
public final class SnapshotDirectory {

    static final String ABOUT = "snapshot.yaml";
    static final String INSPECTIONS = "inspections.yaml";

    /** What a directory without {@link #ABOUT} is taken for: the oldest version that Drover supports. */
    private static final Version OLDEST = Version.parse("1.33");

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final List<HasMetadata> objects = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final RecordedInspections inspections = new RecordedInspections();
    private Version version = OLDEST;
    private Optional<Instant> takenAt = Optional.empty();
    private boolean inspected;

    private SnapshotDirectory() {
        serialization.registerKubernetesResource(WorkloadRecommendation.class);
    }

    /** Reads everything below the directory, files in the order of their names. */
    public static SnapshotReading read(Path directory) {
        return new SnapshotDirectory().all(directory);
    }

    private SnapshotReading all(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .forEach(this::file);
        } catch (IOException unreadable) {
            problems.add(directory + ": cannot be read: " + unreadable.getMessage());
        }
        if (!problems.isEmpty()) {
            return new SnapshotReading.Unreadable(List.copyOf(problems));
        }
        Inspections seen =
                inspected ? inspections : Inspections.none("there is no " + INSPECTIONS + " in " + directory);
        return new SnapshotReading.Read(new Snapshot(new RecordedClusterView(version, objects), seen, takenAt));
    }

    private void file(Path file) {
        try {
            String text = Files.readString(file);
            switch (file.getFileName().toString()) {
                case ABOUT -> whole(file, text, this::about);
                case INSPECTIONS -> {
                    whole(file, text, inspections::read);
                    inspected = true;
                }
                default -> ManifestText.split(text).forEach(document -> document(file, document));
            }
        } catch (MalformedInputException notText) {
            problems.add(file + ": not a text in UTF-8");
        } catch (IOException unreadable) {
            problems.add(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    @SuppressWarnings("IllegalCatch") // parsers tell by exceptions of any kind what they do not understand
    private void whole(Path file, String text, Consumer<Map<?, ?>> use) {
        try {
            use.accept(map(text));
        } catch (RuntimeException wrong) {
            problems.add(file + ":" + new ManifestText(text, 1).explained(wrong));
        }
    }

    @SuppressWarnings("IllegalCatch") // parsers tell by exceptions of any kind what they do not understand
    private void document(Path file, ManifestText text) {
        try {
            List<HasMetadata> read = read(text.text());
            for (HasMetadata object : read) {
                if (object instanceof WorkloadRecommendation one && read.size() == 1) {
                    RecommendationCheck.of(one, text, serialization)
                            .forEach(fault -> problems.add(file + ":" + text.line(fault.path()) + ": "
                                    + ManifestText.written(fault.path()) + fault.message()));
                }
            }
            objects.addAll(read);
        } catch (RuntimeException wrong) {
            problems.add(file + ":" + text.explained(wrong));
        }
    }

    private void about(Map<?, ?> about) {
        version = Version.parse(String.valueOf(about.get("serverVersion")));
        takenAt = Optional.ofNullable(about.get("takenAt")).map(String::valueOf).map(Instant::parse);
    }

    private List<HasMetadata> read(String document) {
        Object read = serialization.unmarshal(document);
        List<HasMetadata> found;
        if (read instanceof KubernetesList list) {
            found = list.getItems();
        } else if (read instanceof HasMetadata object && object.getKind() != null) {
            found = List.of(object);
        } else {
            throw new IllegalArgumentException("not a Kubernetes object: apiVersion or kind is missing");
        }
        return found.stream()
                .filter(object -> !(object instanceof Secret))
                .map(Completion::of)
                .toList();
    }

    private Map<?, ?> map(String text) {
        return serialization.unmarshal(text, Map.class);
    }
}

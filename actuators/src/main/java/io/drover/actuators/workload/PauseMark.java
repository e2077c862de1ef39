package io.drover.actuators.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The annotation that tells Drover's own pause from an owner's. */
public final class PauseMark {

    /** Holds who asked for the pause. */
    public static final String ANNOTATION = "drover.dev/paused-by";

    private PauseMark() {}

    /** Who asked for the pause; empty when Drover did not pause it. */
    public static Optional<String> of(HasMetadata workload) {
        Map<String, String> annotations = workload.getMetadata().getAnnotations();
        return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(ANNOTATION));
    }

    /** A merge patch that pauses and marks, and fails when the object is no longer the one given. */
    static String pausing(HasMetadata workload, String by) {
        return patch(workload, Collections.singletonMap(ANNOTATION, by), true);
    }

    /** A merge patch that takes both away, and fails when the object is no longer the one given. */
    static String unpausing(HasMetadata workload) {
        return patch(workload, Collections.singletonMap(ANNOTATION, null), false);
    }

    private static String patch(HasMetadata workload, Map<String, String> annotations, boolean paused) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", workload.getMetadata().getResourceVersion());
        metadata.put("annotations", annotations);
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        patch.put("spec", Map.of("paused", paused));
        return Serialization.asJson(patch);
    }
}

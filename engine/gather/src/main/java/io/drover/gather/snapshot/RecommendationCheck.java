package io.drover.gather.snapshot;

import io.drover.crds.recommendation.v1alpha1.ResourceRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendation;
import io.drover.crds.recommendation.v1alpha1.WorkloadRecommendationSpec;
import io.drover.values.ByteSize;
import io.drover.values.MilliCpu;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds in a recommendation from a file what the API server would have refused. */
final class RecommendationCheck {

    /**
     * Something that is wrong.
     *
     * @param path keys and indexes from the top of the document
     * @param message lower case without a full stop
     */
    record Fault(List<Object> path, String message) {}

    private final List<Fault> faults = new ArrayList<>();
    private final KubernetesSerialization serialization;

    private RecommendationCheck(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** All that is wrong with it; {@code text} is what it was read from. */
    static List<Fault> of(WorkloadRecommendation read, ManifestText text, KubernetesSerialization serialization) {
        RecommendationCheck check = new RecommendationCheck(serialization);
        check.unknownKeys(read, text);
        check.values(read.getSpec());
        return List.copyOf(check.faults);
    }

    private void unknownKeys(WorkloadRecommendation read, ManifestText text) {
        Object given = serialization.unmarshal(text.text(), Map.class).get("spec");
        Object known = serialization.convertValue(read, Map.class).get("spec");
        compare(given, known, List.of("spec"));
    }

    private void compare(@Nullable Object given, @Nullable Object known, List<Object> path) {
        if (given instanceof Map<?, ?> keys && known instanceof Map<?, ?> knownKeys) {
            keys.forEach((key, value) -> {
                if (value != null && !knownKeys.containsKey(key)) {
                    faults.add(new Fault(and(path, key), "there is no such field"));
                } else {
                    compare(value, knownKeys.get(key), and(path, key));
                }
            });
        }
        if (given instanceof List<?> elements && known instanceof List<?> knownElements) {
            for (int i = 0; i < Math.min(elements.size(), knownElements.size()); i++) {
                compare(elements.get(i), knownElements.get(i), and(path, i));
            }
        }
    }

    private void values(WorkloadRecommendationSpec spec) {
        List<Object> path = List.of("spec");
        if (spec.targetRef() == null
                || spec.targetRef().kind() == null
                || spec.targetRef().name() == null) {
            faults.add(new Fault(and(path, "targetRef"), "kind and name of the workload are missing"));
        }
        try {
            var unused = spec.cooldownTime();
        } catch (DateTimeParseException wrong) {
            faults.add(new Fault(
                    and(path, "cooldown"), "\"" + spec.cooldown() + "\" is not a duration; write it like 1h30m"));
        }
        for (int i = 0; i < spec.containerRecommendations().size(); i++) {
            var one = spec.containerRecommendations().get(i);
            List<Object> at = and(and(path, "containerRecommendations"), i);
            if (one.containerName() == null) {
                faults.add(new Fault(at, "containerName is missing"));
            }
            quantities(one.cpu(), and(at, "cpu"), MilliCpu::parse);
            quantities(one.memory(), and(at, "memory"), ByteSize::parse);
        }
    }

    private void quantities(@Nullable ResourceRecommendation given, List<Object> path, Function<String, ?> quantity) {
        if (given != null) {
            quantity(given.request(), and(path, "request"), quantity);
            quantity(given.limit(), and(path, "limit"), quantity);
        }
    }

    private void quantity(@Nullable String given, List<Object> path, Function<String, ?> quantity) {
        if (given == null) {
            return;
        }
        try {
            var unused = quantity.apply(given);
        } catch (IllegalArgumentException wrong) {
            faults.add(new Fault(path, "\"" + given + "\" is not a quantity; write it like 500m, 2, 512Mi or 4Gi"));
        }
    }

    private static List<Object> and(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return List.copyOf(longer);
    }
}

package io.drover.gather.cluster;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Matches labels as Kubernetes does. Source: Kubernetes documentation, "Labels and Selectors". */
final class Labels {

    private Labels() {}

    /** Whether the selector matches; one that is empty matches everything, one that is not there nothing. */
    static boolean match(@Nullable LabelSelector selector, @Nullable Map<String, String> labels) {
        if (selector == null) {
            return false;
        }
        Map<String, String> present = Objects.requireNonNullElse(labels, Map.of());
        boolean exact =
                Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of()).entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(present.get(wanted.getKey())));
        return exact
                && PodResources.orEmpty(selector.getMatchExpressions()).stream()
                        .allMatch(expression -> matches(expression, present));
    }

    private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
        return matches(
                expression.getKey(), expression.getOperator(), PodResources.orEmpty(expression.getValues()), labels);
    }

    /** One requirement on a node's labels; Gt and Lt compare whole numbers. */
    static boolean matches(NodeSelectorRequirement requirement, Map<String, String> labels) {
        return matches(
                requirement.getKey(), requirement.getOperator(), PodResources.orEmpty(requirement.getValues()), labels);
    }

    private static boolean matches(String key, String operator, List<String> values, Map<String, String> labels) {
        @Nullable String present = labels.get(key);
        return switch (operator) {
            case "In" -> present != null && values.contains(present);
            case "NotIn" -> present == null || !values.contains(present);
            case "Exists" -> present != null;
            case "DoesNotExist" -> present == null;
            case "Gt" -> compare(present, values) > 0;
            case "Lt" -> compare(present, values) < 0;
            default -> false;
        };
    }

    private static int compare(@Nullable String present, List<String> values) {
        try {
            return present == null || values.size() != 1
                    ? 0
                    : Long.compare(Long.parseLong(present), Long.parseLong(values.getFirst()));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}

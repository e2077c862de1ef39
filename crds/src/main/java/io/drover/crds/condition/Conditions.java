package io.drover.crds.condition;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes lists of conditions by the conventions of Kubernetes: one condition per type, and a transition time that moves only when the
 * status does. Source: Kubernetes API conventions, "Typical status properties".
 */
public final class Conditions {

    private Conditions() {}

    /** What a condition can say. */
    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String written;

        Status(String written) {
            this.written = written;
        }

        /** As it is written in a resource. */
        public String written() {
            return written;
        }

        /** True or False. */
        public static Status of(boolean holds) {
            return holds ? TRUE : FALSE;
        }
    }

    /**
     * The list with this condition in place of the one of the same type, or at the end.
     *
     * @param reason a CamelCase code
     * @param generation the generation of the resource that was looked at
     * @param now taken as the transition time when the status differs from the one before, cut to seconds
     */
    public static List<Condition> with(
            List<Condition> conditions,
            String type,
            Status status,
            String reason,
            String message,
            long generation,
            Instant now) {
        Optional<Condition> before = find(conditions, type);
        String since = before.filter(known -> status.written().equals(known.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        Condition changed = new ConditionBuilder()
                .withType(type)
                .withStatus(status.written())
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
        List<Condition> all = new ArrayList<>(conditions);
        before.ifPresentOrElse(known -> all.set(all.indexOf(known), changed), () -> all.add(changed));
        return List.copyOf(all);
    }

    /** The condition of this type. */
    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    /** Whether the condition of this type is there and says True. */
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type)
                .filter(condition -> Status.TRUE.written().equals(condition.getStatus()))
                .isPresent();
    }
}

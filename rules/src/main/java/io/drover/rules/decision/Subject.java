package io.drover.rules.decision;

import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.Optional;

/** What a decision is about. */
public sealed interface Subject {

    /**
     * One pod.
     *
     * @param name of the pod
     * @param uid of the pod object
     * @param node where it runs, empty while it is not bound
     */
    record OfPod(String name, PodUid uid, Optional<NodeName> node) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The workload as a whole, because it has no pod. */
    record OfWorkload() implements Subject {
        @Override
        public String toString() {
            return "";
        }
    }
}

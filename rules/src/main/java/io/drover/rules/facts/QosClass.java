package io.drover.rules.facts;

/** A pod's quality of service class; immutable for a pod object. Source: Kubernetes documentation, "Pod Quality of Service Classes". */
public enum QosClass {
    /** Every container has cpu and memory limits equal to its requests. */
    GUARANTEED("Guaranteed"),
    /** Something is requested or limited. */
    BURSTABLE("Burstable"),
    /** Nothing is. */
    BEST_EFFORT("BestEffort");

    private final String written;

    QosClass(String written) {
        this.written = written;
    }

    @Override
    public String toString() {
        return written;
    }
}

package io.drover.actuators.workload;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/** The one place where the Kubernetes client's exceptions become reasons. */
public final class ApiRefusal {

    private static final int LONGEST_DETAIL = 512;

    private ApiRefusal() {}

    /** Makes the call; {@link Attempt.Done} unless it threw. */
    public static Attempt attempt(Runnable call) {
        return attempt(() -> {
            call.run();
            return new Attempt.Done();
        });
    }

    /** Makes the call and hands its answer on; a client's exception becomes {@link Attempt.Refused}. */
    public static Attempt attempt(Supplier<Attempt> call) {
        try {
            return call.get();
        } catch (KubernetesClientException thrown) {
            return of(thrown);
        }
    }

    /** What the exception means. Source: Kubernetes API conventions, "Response Status Kind". */
    public static Attempt.Refused of(KubernetesClientException thrown) {
        WorkloadReason reason = switch (thrown.getCode()) {
            case 401, 403 -> WorkloadReason.FORBIDDEN;
            case 404 -> WorkloadReason.TARGET_NOT_FOUND;
            case 409 -> WorkloadReason.CHANGED_MEANWHILE;
            case 400, 405, 415, 422 -> WorkloadReason.REJECTED_BY_API_SERVER;
            default -> WorkloadReason.API_SERVER_UNREACHABLE;
        };
        return new Attempt.Refused(reason, detail(thrown));
    }

    private static String detail(KubernetesClientException thrown) {
        String said = thrown.getStatus() != null && thrown.getStatus().getMessage() != null
                ? thrown.getStatus().getMessage()
                : String.valueOf(thrown.getMessage());
        String oneLine = said.replaceAll("\\s+", " ").strip();
        return oneLine.length() <= LONGEST_DETAIL ? oneLine : oneLine.substring(0, LONGEST_DETAIL) + "...";
    }
}

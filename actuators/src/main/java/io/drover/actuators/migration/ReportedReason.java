package io.drover.actuators.migration;

import io.drover.agent.protocol.MigrationReason;
import io.drover.values.Reason;
import java.util.Arrays;

/** A reason that an agent reported and that is not one of the protocol's own. */
record ReportedReason(String code) implements Reason {

    /** The reason with this code. */
    static Reason of(String code) {
        return Arrays.stream(MigrationReason.values())
                .filter(known -> known.code().equals(code))
                .map(Reason.class::cast)
                .findFirst()
                .orElseGet(() -> new ReportedReason(code));
    }
}

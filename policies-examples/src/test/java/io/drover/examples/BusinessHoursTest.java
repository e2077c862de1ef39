package io.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.Decision;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyFolder;
import io.drover.rules.policy.PolicyLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Redis with 512Mi of memory; resizing it in place would change its QoS class. 2026-11-20 is a Friday. */
class BusinessHoursTest {

    private static final String NOT_IN_PLACE = "pods.pod.qosAfter=Guaranteed, ";
    private static final String ONLY_A_RESTART = "recommendation.liveMigrationAllowed=false, " + NOT_IN_PLACE;

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WHEN                 | HOLDS  | MAY MOVE | WAIVES        | CHOSEN         | BECAUSE
            2026-11-20T06:59:59Z | 512Mi  | no       | none          | RollingRestart | LiveMigrationNotAllowed QosClassChange
            2026-11-20T07:00:00Z | 512Mi  | no       | none          | Skip           | BusinessHours LiveMigrationNotAllowed QosClassChange
            2026-11-20T18:59:59Z | 512Mi  | no       | none          | Skip           | BusinessHours LiveMigrationNotAllowed QosClassChange
            2026-11-20T19:00:00Z | 512Mi  | no       | none          | RollingRestart | LiveMigrationNotAllowed QosClassChange
            2026-11-20T12:00:00Z | 512Mi  | no       | BusinessHours | RollingRestart | LiveMigrationNotAllowed QosClassChange
            2026-11-21T12:00:00Z | 512Mi  | no       | none          | RollingRestart | LiveMigrationNotAllowed QosClassChange
            2026-11-20T12:00:00Z | 512Mi  | yes      | none          | LiveMigration  | QosClassChange
            2026-11-20T12:00:00Z | 8.1Gi  | yes      | none          | Skip           | BusinessHours MemoryTooLarge QosClassChange
            2026-11-20T22:00:00Z | 8.1Gi  | yes      | none          | LiveMigration  | CloseToItsLimit
            """)
    void itDecidesAsItsReadmeSays(
            String when, String holds, String mayMove, String waives, String chosen, String because)
            throws IOException {
        // Given
        var decider = new PolicyDecider(List.of(policy("business-hours")));
        var facts = FactEdits.edited(
                SampleFacts.inOrder(),
                (mayMove.equals("yes") ? NOT_IN_PLACE : ONLY_A_RESTART)
                        + "clock.now=" + when + ", recommendation.waivers=" + waives
                        + ", pods.containers.recommended=1/2/10Gi/12Gi, pods.node.memoryFree=20Gi, pods.candidates.node.memoryFree=20Gi"
                        + ", pods.containers.inspection.resident=" + holds);
        // When
        Decision decision = decider.plan(facts).decisions().getFirst();
        // Then
        assertThat(decision.action()).hasToString(chosen);
        assertThat(String.join(
                        " ",
                        decision.reasons().stream().map(reason -> reason.code()).toList()))
                .isEqualTo(because);
    }

    private static Policy policy(String folder) throws IOException {
        return switch (new PolicyLoader().load(PolicyFolder.read(Path.of(folder)))) {
            case LoadResult.Loaded loaded -> loaded.policy();
            case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}

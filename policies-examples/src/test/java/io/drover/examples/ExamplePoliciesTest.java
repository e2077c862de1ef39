package io.drover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.lint.PolicyLint;
import io.drover.rules.policy.PolicyFolder;
import io.drover.rules.policytest.CaseResult;
import io.drover.rules.policytest.PolicyTester;
import io.drover.rules.policytest.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example passes its own tests, which exercise every rule, and has nothing that lint would find. */
class ExamplePoliciesTest {

    @ParameterizedTest
    @ValueSource(strings = {"business-hours", "large-memory", "canary", "quorum", "savings", "strict", "relaxed"})
    void itsTestsPassAndCoverIt(String folder) throws IOException {
        // When
        TestRun run = PolicyTester.run(PolicyFolder.read(Path.of(folder)));
        // Then
        assertThat(run.problems()).isEmpty();
        assertThat(run.results())
                .isNotEmpty()
                .filteredOn(result -> !result.passed())
                .extracting(CaseResult::toString)
                .isEmpty();
        assertThat(run.coverage().rulePercent()).isEqualTo(100);
        assertThat(PolicyLint.check(PolicyFolder.read(Path.of(folder)), List.of()))
                .isEmpty();
    }
}

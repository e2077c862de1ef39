package io.drover.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.policy.BuiltInPolicy;
import io.drover.rules.policy.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void everyReasonIsDescribedAndHasARemedy() throws IOException {
        // Given
        String described = Files.readString(Path.of("../docs/reasons.md"));
        // When
        List<FeasibilityReason> missing = Arrays.stream(FeasibilityReason.values())
                .filter(reason -> !described.matches("(?s).*\n### " + reason.code() + "\n\n[^\n]+"
                        + (reason.waivable() ? "\\*\\(waivable\\)\\*" : reason.passes() ? "\\*\\(passes\\)\\*" : "")
                        + "\n\nWhat to do: [^\n]+\n.*"))
                .toList();
        // Then
        assertThat(missing).as("reasons without a section in docs/reasons.md").isEmpty();
    }

    @Test
    void everyReasonIsGivenBySomeRule() {
        // Given
        List<FeasibilityReason> given = List.of(FeasibilityReason.RULE_FAILED);
        // When
        List<Object> byRules = BuiltInPolicy.load().rules().stream()
                .<Object>map(RuleDefinition::reason)
                .toList();
        // Then
        assertThat(FeasibilityReason.values()).allMatch(reason -> given.contains(reason) || byRules.contains(reason));
    }
}

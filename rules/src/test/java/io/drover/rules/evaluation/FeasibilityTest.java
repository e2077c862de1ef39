package io.drover.rules.evaluation;

import static io.drover.rules.decision.Action.IN_PLACE_RESIZE;
import static io.drover.rules.decision.Action.LIVE_MIGRATION;
import static io.drover.rules.decision.Action.ROLLING_RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Each line of the table changes a Redis that could be resized in place, moved or restarted in one point. */
class FeasibilityTest {

    private static final PolicyDecider FEASIBILITY = new PolicyDecider(List.of());

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvFileSource(
            resources = "/io/drover/rules/feasibility/feasibility.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            ignoreLeadingAndTrailingWhitespace = true,
            maxCharsPerColumn = 1000)
    void whatSpeaksAgainstEachAction(String changed, String chosen, String inPlace, String live, String restart) {
        // Given
        var facts = FactEdits.edited(SampleFacts.inOrder(), changed);
        // When
        Decision decision = FEASIBILITY.plan(facts).decisions().getFirst();
        // Then
        assertThat(decision.action()).hasToString(chosen);
        assertThat(reasons(decision, IN_PLACE_RESIZE)).isEqualTo(inPlace);
        assertThat(reasons(decision, LIVE_MIGRATION)).isEqualTo(live);
        assertThat(reasons(decision, ROLLING_RESTART)).isEqualTo(restart);
        assertThat(decision.findings()).extracting(Finding::message).noneMatch(String::isBlank);
    }

    private static String reasons(Decision decision, Action action) {
        List<String> codes = decision.against(action).stream()
                .map(finding -> finding.reason().code())
                .distinct()
                .toList();
        return codes.isEmpty() ? "-" : String.join(" ", codes);
    }
}

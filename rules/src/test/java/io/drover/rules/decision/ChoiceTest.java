package io.drover.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.NodeName;
import io.drover.values.PodUid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {

    private static final Subject POD =
            new Subject.OfPod("redis-1", new PodUid("1"), Optional.of(new NodeName("node-a")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            FINDINGS                                          | WAIVERS | CHOSEN         | DECISIVE
            -                                                 | -       | InPlaceResize  | -
            -inPlace:A                                        | -       | LiveMigration  | A
            -inPlace:A -live:B                                | -       | RollingRestart | A B
            -inPlace:A -live:B -restart:C                     | -       | Skip           | A B C
            -restart:C                                        | -       | InPlaceResize  | -
            +live:P5                                          | -       | LiveMigration  | P5
            +live:P5 +inPlace:Q5                              | -       | InPlaceResize  | Q5
            +live:P5 +inPlace:Q3 +inPlace:R3                  | -       | InPlaceResize  | Q3 R3
            +live:P5 -live:B                                  | -       | InPlaceResize  | B
            +restart:P1 -restart:C -live:B                    | -       | InPlaceResize  | C
            -inPlace:A                                        | A       | LiveMigration  | A
            -inPlace:Awaivable                                | -       | LiveMigration  | Awaivable
            -inPlace:Awaivable                                | Awaivable | InPlaceResize | -
            -inPlace:Awaivable -inPlace:B                     | Awaivable | LiveMigration | B
            """)
    void theHeaviestThenTheMildestOfWhatIsNotRejected(String said, String waivers, String chosen, String decisive) {
        // Given
        List<Finding> findings = findings(said);
        // When
        Decision decision = Choice.choose(POD, findings, Set.of(waivers), true);
        // Then
        assertThat(decision.action()).hasToString(chosen);
        assertThat(decision.reasons())
                .extracting(reason -> reason.code())
                .containsExactlyInAnyOrderElementsOf(words(decisive));
    }

    @RepeatedTest(200)
    void theOrderOfFindingsNeverMatters(RepetitionInfo repetition) {
        // Given
        Random random = new Random(repetition.getCurrentRepetition());
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            String action = List.of("inPlace", "live", "restart").get(random.nextInt(3));
            findings.addAll(findings(
                    random.nextInt(3) == 0 ? "-" + action + ":A" + i : "+" + action + ":P" + random.nextInt(1, 9)));
        }
        List<Finding> shuffled = new ArrayList<>(findings);
        Collections.shuffle(shuffled, random);
        shuffled.addAll(findings);
        // When
        Decision decision = Choice.choose(POD, findings, Set.of(), false);
        // Then
        assertThat(Choice.choose(POD, shuffled, Set.of(), false)).isEqualTo(decision);
    }

    @Test
    void whatWasOutvotedStaysInTheAnswer() {
        // Given
        List<Finding> findings = findings("+live:P5 +inPlace:Q9 -restart:C");
        // When
        Decision decision = Choice.choose(POD, findings, Set.of(), false);
        // Then
        assertThat(decision.outvoted())
                .extracting(finding -> finding.reason().code())
                .containsExactly("P5");
        assertThat(decision.against(Action.ROLLING_RESTART)).hasSize(1);
        assertThat(decision.summary()).isEqualTo("InPlaceResize: Q9, because of Q9");
    }

    @Test
    void aRestartInsteadOfAMoveThatWasAskedForSaysSo() {
        // Given
        List<Finding> findings = findings("-inPlace:InPlaceNotAllowed -live:NoAgentOnNode");
        // When
        Decision decision = Choice.choose(POD, findings, Set.of(), true);
        // Then
        assertThat(decision.restartsInsteadOfMoving()).isTrue();
        assertThat(decision.summary())
                .isEqualTo(
                        "RollingRestart because live migration is not possible: NoAgentOnNode, because of NoAgentOnNode");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            PODS                                              | SHAPE
            InPlaceResize                                     | OneByOne
            LiveMigration LiveMigration                       | OneByOne
            RollingRestart RollingRestart                     | Rollout
            RollingRestart LiveMigration                      | OneByOne
            RollingRestart Skip                               | OneByOne
            Skip Skip                                         | Nothing
            """)
    void aPlanIsMadeOfItsPodsDecisions(String actions, String shape) {
        // Given
        List<Decision> decisions = words(actions).stream()
                .map(word -> Arrays.stream(Action.values())
                        .filter(action -> action.toString().equals(word))
                        .findFirst()
                        .orElseThrow())
                .map(action -> new Decision(POD, action, List.of(), false, List.of()))
                .toList();
        // When
        var plan = new WorkloadPlan("shop", "Deployment", "redis", "larger", "hash", List.of(), decisions);
        // Then
        assertThat(plan.shape()).hasToString(shape);
    }

    private static List<Finding> findings(String said) {
        return words(said).stream().map(ChoiceTest::finding).toList();
    }

    private static Finding finding(String word) {
        String[] parts = word.substring(1).split(":", -1);
        Action action = switch (parts[0]) {
            case "inPlace" -> Action.IN_PLACE_RESIZE;
            case "live" -> Action.LIVE_MIGRATION;
            default -> Action.ROLLING_RESTART;
        };
        boolean prefers = word.startsWith("+");
        int weight = prefers ? Integer.parseInt(parts[1].substring(1)) : 0;
        return new Finding(
                "mine",
                "rule " + parts[1],
                "a.drl",
                1,
                action,
                prefers ? Verdict.PREFER : Verdict.REJECT,
                weight,
                new PolicyReason("mine", parts[1]),
                "because of " + parts[1],
                parts[1].endsWith("waivable"),
                false);
    }

    private static List<String> words(String text) {
        return text.equals("-") ? List.of() : List.of(text.split(" ", -1));
    }
}

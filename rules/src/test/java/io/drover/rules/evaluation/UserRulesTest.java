package io.drover.rules.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRulesTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            reasons:
              - code: TooLarge
                description: it is too large
                waivable: true
            """;

    @ParameterizedTest(name = "{0} holds for {1}: {2}")
    @CsvSource(delimiterString = " | ", textBlock = """
            Container( resident > "8Gi" )                             | 9Gi     | true
            Container( resident > "8Gi" )                             | 8Gi     | false
            Container( resident > "8Gi" )                             | 900Mi   | false
            Container( "8Gi" < resident )                             | 9Gi     | true
            Container( resident > "8Gi" )                             | unknown | false
            Container( !(resident > "8Gi") )                          | unknown | false
            Container( resident == unknown )                          | unknown | true
            Container( resident != unknown )                          | 1Gi     | true
            Container( resident != unknown, resident > "8Gi" )        | 9Gi     | true
            Container( resident in ("1Gi", "2Gi") )                   | 2048Mi  | true
            Container( resident not in ("1Gi", "2Gi") )               | 2048Mi  | false
            Container( resident * 2 > current.memoryLimit )           | 1025Mi  | true
            Container( resident + "1Gi" > current.memoryLimit )       | 1024Mi  | false
            Container( resident / current.memoryLimit >= 0.5 )        | 1Gi     | true
            Container( resident > "8Gi" || resident < "1Gi" )         | 900Mi   | true
            Container( resident > "8Gi" && name == "redis" )          | 9Gi     | true
            Container( name contains "edi" )                          | 1Gi     | true
            Container( current.cpuLimit >= "1000m" )                  | 1Gi     | true
            Clock( localTime >= "03:00", localTime < "07:00" )        | 1Gi     | true
            Clock( localTime >= "22:00" || localTime < "02:59" )      | 1Gi     | false
            Clock( dayOfWeek not in ("Saturday", "Sunday") )          | 1Gi     | true
            Clock( localDate == "2026-11-20" )                        | 1Gi     | true
            Cluster( version >= "1.9" )                               | 1Gi     | true
            Pod( age > "2d12h" )                                      | 1Gi     | true
            Pod( labels["app"] == "redis" )                           | 1Gi     | true
            Pod( labels["tier"] != "db" )                             | 1Gi     | true
            Pod( labels["tier"] == none )                             | 1Gi     | true
            Pod( hostPorts == none )                                  | 1Gi     | true
            Workload( disruptionsAllowed < 1 )                        | 1Gi     | false
            Workload( replicas - readyReplicas == 0 )                 | 1Gi     | true
            not Container( resident > "8Gi" )                         | 9Gi     | false
            exists Container( resident > "8Gi" )                      | 9Gi     | true
            TargetNode( name == "node-b", node.memoryFree >= "8Gi" )  | 1Gi     | true
            accumulate( Container( $r : resident ); $s : sum($r), $n : count($r); $s > "8Gi", $n == 1 ) | 9Gi | true
            accumulate( Container( $r : resident ); $m : max($r); $m > "8Gi" )                          | 8Gi | false
            """)
    void valuesCompareAsWhatTheyAre(String condition, String resident, boolean holds) {
        // Given
        var decider = new PolicyDecider(List.of(policy(rule(condition, "decision.rejectAll(\"no\");"))));
        var facts = FactEdits.edited(
                SampleFacts.inOrder(),
                resident.equals("unknown")
                        ? "pods.containers.inspection=unknown"
                        : "pods.containers.inspection.resident=" + resident);
        // When
        Decision decision = decider.plan(facts).decisions().getFirst();
        // Then
        assertThat(decision.findings().stream()
                        .anyMatch(finding -> finding.policy().equals("mine")))
                .isEqualTo(holds);
    }

    @Test
    void aFindingSaysWhoWhereAndWhyWithTheActualValues() {
        // Given
        var decider = new PolicyDecider(List.of(policy("""
                rule "large processes move only at night"
                    @reason( TooLarge )
                when
                    Container( $name : name, $resident : resident > "8Gi" )
                    Clock( localTime >= "03:00", localTime < "22:00" )
                then
                    decision.reject(LIVE_MIGRATION, "container " + $name + " holds " + $resident);
                end
                """)));
        var facts = FactEdits.edited(SampleFacts.inOrder(), "pods.containers.inspection.resident=9.1Gi");
        // When
        List<Finding> findings = decider.plan(facts).decisions().getFirst().findings();
        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.policy().equals("mine"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("large processes move only at night");
                    assertThat(finding.file()).isEqualTo("rules.drl");
                    assertThat(finding.line()).isEqualTo(1);
                    assertThat(finding.action()).isEqualTo(Action.LIVE_MIGRATION);
                    assertThat(finding.reason().code()).isEqualTo("TooLarge");
                    assertThat(finding.message()).isEqualTo("container redis holds 9.1Gi");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            SAID                                        | WAIVERS  | CHOSEN
            decision.prefer(LIVE_MIGRATION, 1, "x");    | none     | LiveMigration
            decision.prefer(IN_PLACE_RESIZE, 1, "x");   | none     | InPlaceResize
            decision.prefer(ROLLING_RESTART, 9, "x");   | none     | RollingRestart
            decision.reject(IN_PLACE_RESIZE, "x");      | none     | LiveMigration
            decision.reject(IN_PLACE_RESIZE, "x");      | TooLarge | InPlaceResize
            decision.reject(IN_PLACE_RESIZE, LIVE_MIGRATION, "x"); | none | RollingRestart
            decision.rejectAll("x");                    | none     | Skip
            decision.rejectAll("x");                    | TooLarge | InPlaceResize
            """)
    void aPolicySaysAndDroverChooses(String said, String waivers, String chosen) {
        // Given
        var decider = new PolicyDecider(List.of(policy(rule("Pod()", said))));
        var facts = FactEdits.edited(SampleFacts.inOrder(), "recommendation.waivers=" + waivers);
        // When
        Decision decision = decider.plan(facts).decisions().getFirst();
        // Then
        assertThat(decision.action()).hasToString(chosen);
    }

    @Test
    void tooMuchWorkEndsInDoingNothing() {
        // Given
        String join = "TargetNode()\n".repeat(8);
        var decider = new PolicyDecider(List.of(policy(rule(join, "decision.prefer(LIVE_MIGRATION, 1, \"x\");"))));
        var facts = FactEdits.edited(SampleFacts.withPods("redis-1"), "pods.candidates.node.ready=true");
        var crowded = SampleFacts.withCandidates(facts, 20);
        // When
        Decision decision = decider.plan(crowded).decisions().getFirst();
        // Then
        assertThat(decision.action()).isEqualTo(Action.SKIP);
        assertThat(decision.reasons()).extracting("code").containsExactly("RuleFailed");
    }

    private static String rule(String condition, String said) {
        return "rule \"a\" @reason( TooLarge )\nwhen\n" + condition + "\nthen\n" + said + "\nend\n";
    }

    static Policy policy(String drl) {
        var files = List.of(new SourceFile("policy.yaml", MANIFEST), new SourceFile("rules.drl", drl));
        return switch (new PolicyLoader().load(files)) {
            case LoadResult.Loaded loaded -> loaded.policy();
            case LoadResult.Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}

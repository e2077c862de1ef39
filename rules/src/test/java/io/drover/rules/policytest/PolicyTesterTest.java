package io.drover.rules.policytest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.policy.Problem;
import io.drover.rules.policy.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTesterTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            parameters:
              - name: largest
                type: size
                default: 8Gi
                max: 64Gi
            reasons:
              - code: TooLarge
                description: it is too large
              - code: Unused
                description: nobody gives it
            """;
    private static final String RULES = """
            rule "large processes move only at night"
                @reason( TooLarge )
            when
                Container( $resident : resident > parameter.largest )
                Clock( localTime >= "07:00" )
            then
                decision.reject(LIVE_MIGRATION, "holds " + $resident);
            end
            """;

    @Test
    void casesAndTablesAreRunAndCoverageIsCounted() {
        // When
        TestRun run = run("""
                given:
                  recommendation.inPlaceAllowed: false
                  container.recommended: 1/2/10Gi/12Gi
                cases:
                  - name: a large process at noon
                    given:
                      clock: {localTime: "12:00"}
                      container.app.resident: 9Gi
                    expect: {action: RollingRestart, reasons: [TooLarge], rules: [large processes move only at night]}
                  - name: a smaller limit
                    parameters: {largest: 1Gi}
                    given: {clock.localTime: "12:00", container.app.resident: 2Gi}
                    expect: {reasons: TooLarge}
                table: |
                  clock.localTime | container.resident | parameter.largest | action         | reasons
                  06:59           | 9Gi                | -                 | LiveMigration  | -
                  07:00           | 9Gi                | -                 | RollingRestart | TooLarge
                  07:00           | 9Gi                | 9Gi               | LiveMigration  | -
                """);
        // Then
        assertThat(run.problems()).isEmpty();
        assertThat(run.results())
                .hasSize(5)
                .allSatisfy(result -> assertThat(result.differences()).isEmpty());
        assertThat(run.results()).extracting(result -> result.tested().line()).containsExactly(5, 10, 16, 17, 18);
        assertThat(run.passed()).isTrue();
        assertThat(run.coverage().rulePercent()).isEqualTo(100);
        assertThat(run.coverage().constraintPercent()).isEqualTo(100);
    }

    @Test
    void aFailureTellsTheDifferenceAndItsCause() {
        // When
        TestRun run = run("""
                cases:
                  - name: a process that is not so large
                    given: {recommendation.inPlaceAllowed: false, clock.localTime: "12:00", container.resident: 1Gi}
                    expect: {action: RollingRestart, reasons: [TooLarge]}
                  - name: by day
                    given: {clock.localTime: "12:00", container.resident: 9Gi}
                    expect: {action: LiveMigration, absent: [TooLarge]}
                """);
        // Then
        assertThat(run.passed()).isFalse();
        assertThat(run.results())
                .extracting(result -> result.toString().replaceAll("(in-place|live-migration)\\.drl:\\d+", "built in"))
                .containsExactly("""
                a.test.yaml:2: a process that is not so large
                    action of web-1: expected RollingRestart, got LiveMigration
                      because reject InPlaceResize, InPlaceNotAllowed: spec.useInPlaceVerticalScaling is not set (built in)
                    reason TooLarge: expected, nobody gives it
                      almost: container.app.resident is 1Gi, would have to be more than 8Gi (rules.drl:4)
                    no rule of the policy matched; write silent: true when that is what the case shows""", """
                a.test.yaml:5: by day
                    action of web-1: expected LiveMigration, got InPlaceResize
                      against LiveMigration: reject LiveMigration, LimitBelowResident: container app holds 9Gi, its new memory limit is 4Gi (built in)
                      against LiveMigration: reject LiveMigration, TooLarge: holds 9Gi (rules.drl:1)
                    reason TooLarge: should be absent, but reject LiveMigration, TooLarge: holds 9Gi (rules.drl:1)""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            WRITTEN                                                          | TOLD
            cases: [{name: a, expect: {reasons: [ToLarge]}}]                 | a.test.yaml:1: a: there is no reason "ToLarge"; policy.yaml declares TooLarge, Unused
            cases: [{name: a, expect: {rules: [large]}}]                     | a.test.yaml:1: a: there is no rule "large"; there is large processes move only at night
            cases: [{name: a, expect: {action: Move}}]                       | a.test.yaml:1:36: there is no action "Move"; it is one of InPlaceResize, LiveMigration, RollingRestart, Skip
            cases: [{name: a, expected: {action: Skip}}]                     | a.test.yaml:1:19: unknown key "expected"; did you mean expect?
            cases: [{name: a}]                                               | a.test.yaml:1:9: the case expects nothing; add expect: with action, reasons, absent or rules
            cases: [{name: a, given: {pod.quality: x}, expect: {silent: true}}] | a.test.yaml:1: pod.quality: there is no pod and no field of it called "quality"; there is web-1
            cases: [{name: a, parameters: {largest: 65Gi}, expect: {silent: true}}] | a.test.yaml:1: largest is 65Gi, at most 64Gi is allowed
            cases: []                                                        | a.test.yaml:1:1: there is no case in this file; add cases: or a table:
            cases: {                                                         | a.test.yaml:2: not YAML: expected the node content, but found '<stream end>'
            """)
    void whatIsWrittenWronglyIsToldWithItsPlace(String written, String told) {
        // When
        TestRun run = run(written + "\n");
        // Then
        assertThat(run.results()).isEmpty();
        assertThat(run.problems()).extracting(Problem::toString).contains(told);
    }

    private static TestRun run(String tests) {
        return PolicyTester.run(List.of(
                new SourceFile("policy.yaml", MANIFEST),
                new SourceFile("rules.drl", RULES),
                new SourceFile("a.test.yaml", tests)));
    }
}

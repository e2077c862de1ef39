package io.drover.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.policy.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyLintTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            reasons:
              - code: TooLarge
                description: it is too large
                remedy: wait
            """;

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiterString = " ~ ", textBlock = """
            Container( resident > "8Gi", resident < "4Gi" )                  ~ Contradiction
            Container( resident > "8Gi", resident > "4Gi" )                  ~ Duplicate
            Container( resident > "4Gi", resident >= "4Gi" )                 ~ Duplicate
            Container( resident > "8Gi", resident > "8Gi" )                  ~ Duplicate
            Container( name == "a", name == "b" )                            ~ Contradiction
            Container( name in ("a", "b"), name == "c" )                     ~ Contradiction
            Container( name in ("a", "b"), name not in ("a", "b", "c") )     ~ Contradiction
            Container( name == "a", name != "b" )                            ~ Duplicate
            Container( resident >= "0" )                                     ~ AlwaysTrue
            Container( resident < "0" )                                      ~ NeverTrue
            Container( resident > "4Gi" || resident <= "4Gi" )               ~ AlwaysTrue
            Container( resident > "8Gi" && resident < "4Gi" )                ~ Contradiction
            Clock( localTime >= "22:00", localTime < "07:00" )               ~ Contradiction
            Clock( localTime >= "22:00" ) Clock( localTime < "07:00" )       ~ Contradiction
            Clock( localTime >= "00:00" )                                    ~ AlwaysTrue
            Clock( localTime < "00:00" )                                     ~ NeverTrue
            Pod( hostNetwork, !hostNetwork )                                 ~ Contradiction
            Pod( labels["a"] == "x", labels["a"] == "y" )                    ~ Contradiction
            Pod( 1 == 1 )                                                    ~ AlwaysTrue
            Pod( "a" == "b" )                                                ~ NeverTrue
            Container( name == "a" ) Container( name == "b" )                ~ none
            Clock( localTime >= "22:00" || localTime < "07:00" )             ~ none
            Container( resident > "4Gi", resident <= "8Gi" )                 ~ none
            Container( name not in ("a", "b"), name != "c" )                 ~ none
            Pod( ready, !terminating )                                       ~ none
            """)
    void conditionsThatCannotBeMeantAreFound(String condition, String code) {
        // When
        List<LintFinding> found = lint(MANIFEST, rule("a", condition));
        // Then
        assertThat(found)
                .extracting(finding -> finding.code().toString())
                .filteredOn(found1 -> !found1.equals("NoTests"))
                .containsExactlyElementsOf(code.equals("none") ? List.of() : List.of(code));
    }

    @Test
    void whatNobodyUsesOrTestsIsFoundWithItsPlace() {
        // Given
        String manifest = MANIFEST + """
              - code: Forgotten
                description: nobody gives it
            parameters:
              - name: largest
                type: size
                default: 8Gi
            """;
        String rules =
                rule("a", "Container( $largest : resident > \"1Gi\" )") + rule("b", "Container( resident > \"1Gi\" )");
        String tests = """
                cases:
                  - name: small
                    given: {container.resident: 1Mi}
                    expect: {silent: true}
                """;
        // When
        List<LintFinding> found = lint(manifest, rules, tests);
        // Then
        assertThat(found)
                .extracting(LintFinding::toString)
                .containsExactly(
                        "policy.yaml:7: no rule gives the reason Forgotten (UnusedReason); remove it",
                        "policy.yaml:7: the reason Forgotten does not say what to do about it (NoRemedy); add remedy: below it",
                        "policy.yaml:10: no rule reads parameter.largest (UnusedParameter); remove it, or write parameter.largest in a rule",
                        "rules.drl:1: no test makes \"a\" speak (UntestedRule); add a case in which it matches",
                        "rules.drl:3: the variable $largest has the name of a parameter (ShadowedParameter); give it another name; the parameter is written parameter.largest",
                        "rules.drl:7: \"b\" says the same as \"a\" in rules.drl:1 (DuplicateRule); remove one of them",
                        "rules.drl:7: no test makes \"b\" speak (UntestedRule); add a case in which it matches");
    }

    @Test
    void anUndeclaredReasonIsInvalid() {
        // When
        List<LintFinding> found = lint(MANIFEST, rule("a", "Pod()").replace("TooLarge", "TooSmall"));
        // Then
        assertThat(found).extracting(LintFinding::code).containsExactly(LintFinding.Code.INVALID);
    }

    private static String rule(String name, String condition) {
        return "rule \"" + name + "\" @reason( TooLarge )\nwhen\n" + condition
                + "\nthen\ndecision.rejectAll(\"no\");\nend\n";
    }

    private static List<LintFinding> lint(String manifest, String rules, String... tests) {
        List<SourceFile> files = new ArrayList<>();
        files.add(new SourceFile("policy.yaml", manifest));
        files.add(new SourceFile("rules.drl", rules));
        for (String test : tests) {
            files.add(new SourceFile("a.test.yaml", test));
        }
        return PolicyLint.check(files, List.of());
    }
}

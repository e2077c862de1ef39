package io.drover.rules.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            parameters:
              - {name: largest, type: size, default: 8Gi, min: 1Gi, max: 64Gi}
              - {name: from, type: time, default: "07:00"}
              - {name: wait, type: duration, default: 30m, max: 1d}
              - {name: weight, type: integer, default: 5, min: 1}
              - {name: strict, type: boolean, default: false}
              - {name: team, type: text, default: shop}
              - {name: cpu, type: cpu, default: 500m}
            reasons:
              - {code: TooLarge, description: it is too large}
            """;
    private static final String RULES = """
            rule "all" @reason( TooLarge )
            when
                Container( resident > parameter.largest, current.cpuLimit > parameter.cpu )
                Clock( localTime >= parameter.from )
                Pod( age > parameter.wait, priority < parameter.weight )
                Workload( labels["team"] == parameter.team, optedOut == parameter.strict )
            then
                decision.rejectAll("more than " + parameter.largest);
            end
            """;

    @Test
    void theLastValueCountsAndAnotherPolicysValuesArePassedOver() {
        // Given
        var file = ParameterValues.ofFile(
                new SourceFile("values.yaml", "largest: 4Gi\nmine: {wait: 1h}\nother: {x: 1}\n"));
        var values = new java.util.ArrayList<>(((ParameterValues.Reading.Read) file).values());
        values.addAll(((ParameterValues.Reading.Read) ParameterValues.ofCommandLine(List.of("largest=2Gi"))).values());
        // When
        LoadResult result = load(MANIFEST, values);
        // Then
        assertThat(result).isInstanceOfSatisfying(LoadResult.Loaded.class, loaded -> {
            assertThat(loaded.policy().parameters())
                    .filteredOn(Parameter::isSet)
                    .extracting(Parameter::name, Parameter::value)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("largest", "2Gi"),
                            org.assertj.core.groups.Tuple.tuple("wait", "1h"));
            assertThat(loaded.policy().rules().getFirst().message().value(new Object[0]))
                    .isEqualTo("more than 2Gi");
            assertThat(loaded.policy().hash())
                    .isNotEqualTo(((LoadResult.Loaded) load(MANIFEST, List.of()))
                            .policy()
                            .hash());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            SET             | TOLD
            largest: 65Gi   | values.yaml:1:10: largest is 65Gi, at most 64Gi is allowed
            largest: 1Mi    | values.yaml:1:10: largest is 1Mi, at least 1Gi is allowed
            largest: much   | values.yaml:1:10: largest: "much" is not a size such as "8Gi"
            larges: 4Gi     | values.yaml:1:9: policy mine has no parameter "larges"; did you mean largest?
            from: 25:00     | values.yaml:1:7: from: "25:00" is not a time of day such as "07:00"
            wait: 2d        | values.yaml:1:7: wait is 2d, at most 1d is allowed
            weight: 1.5     | values.yaml:1:9: weight: "1.5" is not a whole number
            strict: maybe   | values.yaml:1:9: strict: "maybe" is not true or false
            mine: {cpu: x}  | values.yaml:1:13: cpu: "x" is not an amount of cpu such as "500m" or "2"
            """)
    void aValueThatDoesNotFitIsRefusedWithItsPlace(String set, String told) {
        // Given
        var file = (ParameterValues.Reading.Read) ParameterValues.ofFile(new SourceFile("values.yaml", set));
        // When
        LoadResult result = load(MANIFEST, file.values());
        // Then
        assertThat(((LoadResult.Refused) result).problems())
                .extracting(Problem::toString)
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            DECLARED                                             | TOLD
            {name: a, type: quantity, default: 1}                | policy.yaml:4:21: there is no type "quantity"; it is one of boolean, cpu, day, duration, integer, size, text, time, version
            {name: a, type: size}                                | policy.yaml:4:5: "default" is missing; add default: ...
            {name: a, type: size, default: 8Gi, max: 4Gi}        | policy.yaml:4:36: the default is 8Gi, at most 4Gi is allowed
            {name: A-b, type: size, default: 8Gi}                | policy.yaml:4:12: "A-b" is not a name; write it in camelCase, such as largestMove
            {name: a, type: text, default: x, min: a}            | policy.yaml:4:44: only something that is less or more can have a min
            {name: a, type: size, default: x}                    | policy.yaml:4:36: "x" is not a size such as "8Gi"
            {name: a, type: size, default: 8Gi, unit: x}         | policy.yaml:4:41: unknown key "unit"
            """)
    void aDeclarationIsCheckedToo(String declared, String told) {
        // Given
        String manifest = "name: mine\ndescription: a policy\nparameters:\n  - " + declared + "\n";
        // When
        LoadResult result = load(manifest, List.of());
        // Then
        assertThat(((LoadResult.Refused) result).problems())
                .extracting(Problem::toString)
                .anyMatch(problem -> problem.startsWith(told));
    }

    private static LoadResult load(String manifest, List<ParameterValue> values) {
        return new PolicyLoader()
                .load(List.of(new SourceFile("policy.yaml", manifest), new SourceFile("a.drl", RULES)), values);
    }
}

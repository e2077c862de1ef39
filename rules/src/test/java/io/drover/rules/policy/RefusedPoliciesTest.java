package io.drover.rules.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may edit a policy must not get code execution, and is told where and what to write instead. */
class RefusedPoliciesTest {

    private static final String MANIFEST = """
            name: mine
            description: a policy
            reasons:
              - code: TooLarge
                description: it is too large
            """;
    private static final String HEAD = "rule \"a\"\n  @reason( TooLarge )\n\nwhen\n";
    private static final String TAIL = "then\n  decision.reject(LIVE_MIGRATION, \"no\");\nend\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itIsRefusedWithItsPlace(String name, String drl, String expected) {
        // When
        LoadResult result =
                new PolicyLoader().load(List.of(new SourceFile("policy.yaml", MANIFEST), new SourceFile("a.drl", drl)));
        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        LoadResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::toString)
                                .anyMatch(problem -> problem.startsWith("a.drl:" + expected)));
    }

    static Stream<Arguments> cases() throws IOException {
        try (var text = RefusedPoliciesTest.class.getResourceAsStream("refused.txt")) {
            String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^== ", -1)).skip(1).map(RefusedPoliciesTest::oneCase);
        }
    }

    private static Arguments oneCase(String text) {
        int nameEnd = text.indexOf('\n');
        int expectation = text.indexOf("\n-> ");
        String drl = text.substring(nameEnd + 1, expectation + 1)
                .replaceFirst("(?m)^rule\n", HEAD)
                .replaceFirst("(?m)^then\n\\z", TAIL);
        return Arguments.of(
                text.substring(0, nameEnd), drl, text.substring(expectation + 4).strip());
    }
}

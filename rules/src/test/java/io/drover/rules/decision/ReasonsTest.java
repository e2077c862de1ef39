package io.drover.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.rules.policy.BuiltInPolicy;
import io.drover.rules.policy.RuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    private static final Path PAGE = Path.of("../docs/reasons.md");
    private static final String BEGINNING = """
            # Reasons

            Every decision, condition, event and metric names its reason by one of these words. They are stable: words are added, never renamed.
            `drover evaluate` shows them with the actual values; a policy declares further ones in its `policy.yaml`.

            The reasons of the built-in feasibility policy cannot be overridden, with the exception of those marked *waivable*: a recommendation
            overrides them by naming them in `spec.waivers`. Those marked *passes* end by themselves; the recommendation stays Pending until then.
            """;

    @Test
    void everyReasonOfTheBuiltInPolicyIsInTheCatalogueAsItIs() {
        assertThat(FeasibilityReason.values())
                .allSatisfy(reason -> assertThat(ReasonCatalogue.builtIn().find(reason.code()))
                        .hasValueSatisfying(entry -> {
                            assertThat(entry.waivable()).isEqualTo(reason.waivable());
                            assertThat(entry.passes()).isEqualTo(reason.passes());
                            assertThat(entry.description()).isNotBlank();
                            assertThat(entry.remedy()).isNotBlank();
                        }));
    }

    @Test
    void thePageIsWrittenFromTheCatalogue() throws IOException {
        // Given
        StringBuilder page = new StringBuilder(BEGINNING);
        // When
        for (ReasonCatalogue.Section section : ReasonCatalogue.builtIn().sections()) {
            page.append("\n## ").append(section.title()).append('\n');
            page.append(section.about().isEmpty() ? "" : "\n" + section.about() + "\n");
            section.entries().forEach(entry -> page.append(written(entry)));
        }
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.writeString(PAGE, page);
        }
        // Then
        assertThat(PAGE)
                .as("docs/reasons.md comes from rules/src/main/resources/io/drover/rules/reasons.yaml: make golden")
                .hasContent(page.toString());
    }

    private static String written(ReasonCatalogue.Entry entry) {
        return "\n### " + entry.code() + "\n\n" + entry.description() + (entry.waivable() ? " *(waivable)*" : "")
                + (entry.passes() ? " *(passes)*" : "") + "\n\nWhat to do: " + entry.remedy() + "\n";
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

package io.drover.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.drover.report.html.HtmlWriter;
import io.drover.report.junit.JunitWriter;
import io.drover.report.model.EvaluationReport;
import io.drover.report.model.ReasonTexts;
import io.drover.report.model.RecommendationReport.Outcome;
import io.drover.report.sarif.SarifTree;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.RecordedReport;
import io.drover.report.structured.ReportTree;
import io.drover.report.structured.YamlWriter;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.facts.WorkloadFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineReadableTest {

    private final EvaluationReport report = SampleReport.of(new PolicyDecider(List.of()));

    @Test
    void jsonAndYamlKeepToTheirSchema() throws IOException {
        // Given
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../../docs/evaluation.schema.json")));
        // When
        Set<ValidationMessage> json = schema.validate(JsonWriter.write(ReportTree.of(report)), InputFormat.JSON);
        Set<ValidationMessage> yaml = schema.validate(YamlWriter.write(ReportTree.of(report)), InputFormat.YAML);
        // Then
        assertThat(json).isEmpty();
        assertThat(yaml).isEmpty();
    }

    @Test
    void sarifKeepsToItsSchema() throws IOException {
        // Given
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(sarifSchema());
        // When
        Set<ValidationMessage> problems =
                schema.validate(JsonWriter.write(SarifTree.of(report, new ReasonTexts(List.of()))), InputFormat.JSON);
        // Then
        assertThat(problems).isEmpty();
        assertThat(schema.validate("{\"version\": \"2.1.0\"}", InputFormat.JSON))
                .as("the schema refuses what is not SARIF")
                .isNotEmpty();
    }

    @Test
    void junitIsXmlWithACaseForEachPod() throws Exception {
        // When
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitWriter.write(report).getBytes(StandardCharsets.UTF_8)));
        // Then
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void nothingOfAClusterBecomesMarkup() {
        // When
        String page = HtmlWriter.write(report, new ReasonTexts(List.of()));
        // Then
        assertThat(page)
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert", "\u001b")
                .doesNotContain("http://", "https://", "src=", "@import");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void factsAreReadAsTheyWereWritten(boolean json) {
        // Given
        String written = json ? JsonWriter.write(ReportTree.of(report)) : YamlWriter.write(ReportTree.of(report));
        // When
        RecordedReport read = RecordedReport.read(written);
        // Then
        List<WorkloadFacts> facts = report.recommendations().stream()
                .filter(one -> one.outcome() instanceof Outcome.Planned)
                .map(one -> ((Outcome.Planned) one.outcome()).facts())
                .toList();
        assertThat(read.parts().stream().flatMap(part -> part.facts().stream())).containsExactlyElementsOf(facts);
        assertThat(read.at()).isEqualTo(report.at());
        assertThat(read.source()).isEqualTo(report.source());
    }

    private static String sarifSchema() throws IOException {
        try (InputStream text = Objects.requireNonNull(
                MachineReadableTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

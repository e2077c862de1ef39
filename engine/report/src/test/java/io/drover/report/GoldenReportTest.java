package io.drover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.report.github.GithubWriter;
import io.drover.report.html.HtmlWriter;
import io.drover.report.junit.JunitWriter;
import io.drover.report.model.EvaluationReport;
import io.drover.report.model.ReasonTexts;
import io.drover.report.sarif.SarifTree;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.ReportTree;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.TableWriter;
import io.drover.report.table.WideWriter;
import io.drover.rules.evaluation.PolicyDecider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Golden files are rewritten by {@code make golden} and reviewed as a difference. */
class GoldenReportTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/drover/report");

    @Test
    void theTable() throws IOException {
        compare("evaluation.txt", new TableWriter(false).write(report()));
    }

    @Test
    void theWideTable() throws IOException {
        compare("evaluation-wide.txt", WideWriter.write(report()));
    }

    @Test
    void json() throws IOException {
        compare("evaluation.json", JsonWriter.write(ReportTree.of(report())));
    }

    @Test
    void yaml() throws IOException {
        compare("evaluation.yaml", YamlWriter.write(ReportTree.of(report())));
    }

    @Test
    void junit() throws IOException {
        compare("evaluation.xml", JunitWriter.write(report()));
    }

    @Test
    void sarif() throws IOException {
        compare("evaluation.sarif", JsonWriter.write(SarifTree.of(report(), new ReasonTexts(List.of()))));
    }

    @Test
    void github() throws IOException {
        compare("evaluation.github", GithubWriter.write(report()));
    }

    @Test
    void html() throws IOException {
        compare("evaluation.html", HtmlWriter.write(report(), new ReasonTexts(List.of())));
    }

    private static EvaluationReport report() {
        return SampleReport.of(new PolicyDecider(List.of()));
    }

    private static void compare(String name, String written) throws IOException {
        // The hash of a plan changes with every rule of the built-in policy; YAML quotes one that looks like a number.
        String stable = written.replaceAll("planHash: \"?[0-9a-f]{16}\"?", "planHash: <hash>")
                .replaceAll("(planHash\": \"|plan \\w+ (?:<code>)?)[0-9a-f]{16}", "$1<hash>")
                .replaceAll("(OneByOne|Rollout|Nothing)  +[0-9a-f]{16}", "$1  ################");
        Path golden = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, stable);
        }
        assertThat(stable).isEqualTo(Files.readString(golden));
    }
}

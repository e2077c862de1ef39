package io.drover.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.RecommendationReport;
import io.drover.report.structured.JsonWriter;
import io.drover.report.structured.ReportTree;
import io.drover.report.structured.YamlWriter;
import io.drover.report.table.TableWriter;
import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.facts.FactEdits;
import io.drover.rules.facts.SampleFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
    void json() throws IOException {
        compare("evaluation.json", JsonWriter.write(ReportTree.of(report())));
    }

    @Test
    void yaml() throws IOException {
        compare("evaluation.yaml", YamlWriter.write(ReportTree.of(report())));
    }

    private static EvaluationReport report() {
        var decider = new PolicyDecider(List.of());
        var moved = FactEdits.edited(
                SampleFacts.withPods("redis-1", "redis-2"),
                "recommendation.inPlaceAllowed=false, pods.candidates.node.ready=true");
        var restarted = FactEdits.edited(
                SampleFacts.inOrder(), "recommendation.inPlaceAllowed=false, pods.agent.reachable=false");
        return new EvaluationReport(
                "directory snapshot",
                Instant.parse("2026-11-20T03:00:00Z"),
                List.of("feasibility"),
                "0123456789abcdef",
                List.of(
                        new RecommendationReport(
                                "shop",
                                "redis-larger",
                                "Deployment/redis",
                                false,
                                new RecommendationReport.Outcome.Planned(decider.plan(restarted))),
                        new RecommendationReport(
                                "shop",
                                "a-cache",
                                "Deployment/cache",
                                true,
                                new RecommendationReport.Outcome.Planned(decider.plan(moved))),
                        new RecommendationReport(
                                "shop",
                                "gone",
                                "Deployment/gone",
                                false,
                                new RecommendationReport.Outcome.Undecided(
                                        "TargetNotFound", "Deployment shop/gone does not exist"))));
    }

    private static void compare(String name, String written) throws IOException {
        // The hash of a plan changes with every rule of the built-in policy; YAML quotes one that looks like a number.
        String stable = written.replaceAll("planHash: \"?[0-9a-f]{16}\"?", "planHash: <hash>")
                .replaceAll("(planHash\": \"|plan \\w+ )[0-9a-f]{16}", "$1<hash>");
        Path golden = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("drover.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, stable);
        }
        assertThat(stable).isEqualTo(Files.readString(golden));
    }
}

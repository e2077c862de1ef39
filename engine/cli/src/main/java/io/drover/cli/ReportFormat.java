package io.drover.cli;

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
import java.util.Locale;

/** How an evaluation is written. */
enum ReportFormat {
    /** For people: pods, and why. */
    TABLE,
    /** For people: one long line per pod. */
    WIDE,
    /** For programs. */
    JSON,
    /** For programs and people. */
    YAML,
    /** For programs that show test results. */
    JUNIT,
    /** For code scanning. */
    SARIF,
    /** For annotations in a GitHub workflow. */
    GITHUB,
    /** For a browser. */
    HTML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    String write(EvaluationReport report, ReasonTexts reasons) {
        return switch (this) {
            case TABLE -> new TableWriter(Terminal.hasColor()).write(report);
            case WIDE -> WideWriter.write(report);
            case JSON -> JsonWriter.write(ReportTree.of(report));
            case YAML -> YamlWriter.write(ReportTree.of(report));
            case JUNIT -> JunitWriter.write(report);
            case SARIF -> JsonWriter.write(SarifTree.of(report, reasons));
            case GITHUB -> GithubWriter.write(report);
            case HTML -> HtmlWriter.write(report, reasons);
        };
    }
}

package io.drover.report.junit;

import io.drover.report.model.EvaluationReport;
import io.drover.report.model.PodLine;
import io.drover.report.model.RecommendationReport;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes an evaluation as test results: a suite per recommendation, a case per pod, a failure for each that is skipped. */
public final class JunitWriter {

    private final XMLStreamWriter xml;

    private JunitWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The whole report. */
    public static String write(EvaluationReport report) {
        StringWriter out = new StringWriter();
        try {
            new JunitWriter(XMLOutputFactory.newFactory().createXMLStreamWriter(out)).all(report);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a text takes every element", impossible);
        }
        return out.toString();
    }

    private void all(EvaluationReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        List<PodLine> pods = PodLine.of(report);
        long undecided = report.recommendations().stream()
                .filter(one -> one.outcome() instanceof RecommendationReport.Outcome.Undecided)
                .count();
        open("\n", "testsuites");
        attribute("name", "drover evaluate, " + report.source());
        counts(pods, undecided);
        for (RecommendationReport one : report.recommendations()) {
            suite(one, pods.stream().filter(pod -> pod.of().equals(one)).toList(), report);
        }
        close("\n");
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void suite(RecommendationReport one, List<PodLine> pods, EvaluationReport report)
            throws XMLStreamException {
        open("\n  ", "testsuite");
        attribute("name", one.namespace() + "/" + one.name());
        attribute("timestamp", report.at().toString());
        switch (one.outcome()) {
            case RecommendationReport.Outcome.Planned planned -> {
                counts(pods, 0);
                for (PodLine pod : pods) {
                    pod(pod);
                }
            }
            case RecommendationReport.Outcome.Undecided undecided -> {
                counts(pods, 1);
                begin(one, one.target());
                open("\n      ", "error");
                attribute("type", undecided.reason());
                attribute("message", undecided.message());
                xml.writeEndElement();
                close("\n    ");
            }
        }
        close("\n  ");
    }

    private void pod(PodLine pod) throws XMLStreamException {
        Decision decision = pod.decision();
        begin(pod.of(), pod.of().target() + ", " + pod.pod());
        if (failed(decision)) {
            open("\n      ", "failure");
            attribute(
                    "type",
                    decision.reasons().isEmpty()
                            ? "Skip"
                            : decision.reasons().getFirst().code());
            attribute("message", decision.summary());
            text(findings(decision.findings()));
            xml.writeEndElement();
        } else {
            open("\n      ", "system-out");
            text(decision.done() ? "it has the recommended resources" : decision.summary());
            xml.writeEndElement();
        }
        close("\n    ");
    }

    private void begin(RecommendationReport one, String name) throws XMLStreamException {
        open("\n    ", "testcase");
        attribute("classname", one.namespace() + "." + one.name());
        attribute("name", name);
        attribute("time", "0");
    }

    private static String findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.action() + " " + finding.verdict() + " "
                        + finding.reason().code() + ": " + finding.message() + " [" + finding.policy() + "/"
                        + finding.file() + ":" + finding.line() + "]")
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static boolean failed(Decision decision) {
        return decision.action() == Action.SKIP && !decision.done();
    }

    private void counts(List<PodLine> pods, long errors) throws XMLStreamException {
        attribute("tests", Long.toString(pods.size() + errors));
        attribute(
                "failures",
                Long.toString(
                        pods.stream().filter(pod -> failed(pod.decision())).count()));
        attribute("errors", Long.toString(errors));
        attribute("skipped", "0");
        attribute("time", "0");
    }

    private void open(String lead, String element) throws XMLStreamException {
        xml.writeCharacters(lead);
        xml.writeStartElement(element);
    }

    private void close(String lead) throws XMLStreamException {
        xml.writeCharacters(lead);
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    private void text(String text) throws XMLStreamException {
        xml.writeCharacters(allowed(text));
    }

    /** XML has no way to write most control characters, not even as references. */
    private static String allowed(String text) {
        return text.replaceAll("[^\\n\\t\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    }
}

package io.drover.report.html;

import io.drover.report.model.PodLine;
import io.drover.report.model.ReasonTexts;
import io.drover.rules.decision.Action;
import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Verdict;
import java.util.List;

/** The part about one pod: the chosen action, and every action with what was said for and against it. */
final class PodPart {

    private final HtmlText out;
    private final ReasonTexts texts;

    PodPart(HtmlText out, ReasonTexts texts) {
        this.out = out;
        this.texts = texts;
    }

    /** Everything after the chip in the heading. */
    void write(PodLine pod) {
        out.raw(" ").text(pod.pod());
        if (!pod.node().isEmpty()) {
            out.raw(" <small>on ").text(pod.node()).raw("</small>");
        }
        Decision decision = pod.decision();
        out.raw("</h3>\n<p class=\"said\">")
                .text(decision.done() ? "nothing is left to do: it has the recommended resources" : decision.summary())
                .raw("</p>\n");
        if (!decision.done()) {
            out.raw("<div class=\"actions\">\n");
            HtmlWriter.ACTIONS.forEach(action -> action(decision, action));
            out.raw("</div>\n");
        }
    }

    private void action(Decision decision, Action action) {
        String mark = decision.action() == action
                ? "chosen"
                : decision.against(action).isEmpty() ? "possible" : "rejected";
        out.raw("<div class=\"" + mark + "\"><h4>").text(action.toString()).raw(" <em>" + mark + "</em></h4>\n");
        List<Finding> findings = decision.findings().stream()
                .filter(finding -> finding.action() == action)
                .toList();
        if (findings.isEmpty()) {
            out.raw("<p class=\"none\">nothing speaks against it</p>\n");
        } else {
            out.raw("<ul>\n");
            findings.forEach(finding -> finding(decision, finding));
            out.raw("</ul>\n");
        }
        out.raw("</div>\n");
    }

    private void finding(Decision decision, Finding finding) {
        boolean decisive = decision.decisive().contains(finding);
        out.raw("<li" + (finding.waived() ? " class=\"waived\"" : decisive ? " class=\"decisive\"" : "") + "><b>");
        out.text(finding.verdict() == Verdict.PREFER ? "+" + finding.weight() + " " : "");
        out.text(finding.reason().code()).raw("</b> ");
        out.text((finding.waived() ? "(waived) " : "") + finding.message());
        out.raw(" <code>").text(finding.policy() + "/" + finding.file() + ":" + finding.line());
        out.raw("</code>");
        decision.nearMissesOf(finding)
                .forEach(miss ->
                        out.raw("<p class=\"miss\">").text(miss.toString()).raw("</p>"));
        String remedy = texts.remedy(finding.reason().code());
        if (finding.rejects() && !remedy.isEmpty()) {
            out.raw("<p class=\"remedy\">").text(remedy).raw("</p>");
        }
        out.raw("</li>\n");
    }
}

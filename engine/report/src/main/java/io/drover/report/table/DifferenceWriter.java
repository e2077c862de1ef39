package io.drover.report.table;

import io.drover.report.model.PlanDifference;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Verdict;
import java.util.List;

/** Writes the differences between two sets of policies for people at a terminal. */
public final class DifferenceWriter {

    private DifferenceWriter() {}

    /**
     * All differences.
     *
     * @param pods how many decisions were compared
     */
    public static String write(List<PlanDifference> differences, int pods) {
        StringBuilder out = new StringBuilder();
        for (PlanDifference one : differences) {
            out.append(one.after().of().target())
                    .append(" in ")
                    .append(one.after().of().namespace())
                    .append(", ")
                    .append(one.after().pod())
                    .append(": ")
                    .append(one.before().decision().action())
                    .append(" becomes ")
                    .append(one.after().decision().action())
                    .append('\n');
            one.gone().forEach(finding -> finding(out, "- ", finding));
            one.come().forEach(finding -> finding(out, "+ ", finding));
        }
        return out.append(differences.isEmpty() ? "no action changes" : differences.size() + " change")
                .append(", ")
                .append(pods)
                .append(pods == 1 ? " decision compared\n" : " decisions compared\n")
                .toString();
    }

    private static void finding(StringBuilder out, String sign, Finding finding) {
        out.append("  ")
                .append(sign)
                .append(finding.action())
                .append(finding.verdict() == Verdict.PREFER ? " +" + finding.weight() : " rejected")
                .append(finding.waived() ? " (waived)" : "")
                .append(" by \"")
                .append(finding.rule())
                .append("\": ")
                .append(finding.reason().code())
                .append(", ")
                .append(finding.message().replaceAll("\\p{Cntrl}", "?"))
                .append("  [")
                .append(finding.policy())
                .append('/')
                .append(finding.file())
                .append(':')
                .append(finding.line())
                .append("]\n");
    }
}

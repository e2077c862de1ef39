package io.drover.report.table;

import io.drover.rules.decision.Decision;
import io.drover.rules.decision.Finding;
import io.drover.rules.decision.Subject;
import io.drover.rules.decision.Verdict;
import io.drover.rules.explanation.ActionExplanation;
import io.drover.rules.explanation.AlmostSaid;
import io.drover.rules.explanation.DecisionExplanation;
import io.drover.rules.explanation.Explanation;
import io.drover.rules.explanation.Objection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes why a plan is as it is, for people at a terminal. */
public final class ExplanationWriter {

    private final boolean color;
    private final StringBuilder out = new StringBuilder();

    private ExplanationWriter(boolean color) {
        this.color = color;
    }

    /**
     * The explanation of every decision.
     *
     * @param title what is explained
     * @param color for a terminal
     */
    public static String write(String title, Explanation explanation, boolean color) {
        ExplanationWriter writer = new ExplanationWriter(color);
        writer.out.append(writer.strong(title)).append('\n');
        explanation.plan().resources().forEach(line -> writer.line(2, printable(line)));
        explanation.decisions().forEach(writer::decision);
        return writer.out.toString();
    }

    /**
     * What would be different if some facts were others; explains the new decision of every pod.
     *
     * @param title what is explained
     * @param color for a terminal
     */
    public static String change(String title, Explanation before, Explanation after, boolean color) {
        ExplanationWriter writer = new ExplanationWriter(color);
        for (DecisionExplanation was : before.decisions()) {
            after.decisions().stream()
                    .map(DecisionExplanation::decision)
                    .filter(is -> is.subject().equals(was.decision().subject()))
                    .forEach(is -> writer.line(
                            0,
                            subject(is) + ": "
                                    + (is.action() == was.decision().action()
                                            ? "still " + is.action()
                                            : was.decision().action() + " would become " + is.action())));
        }
        return writer.out + "\n" + write(title + ", if it were so", after, color);
    }

    private void decision(DecisionExplanation explained) {
        Decision decision = explained.decision();
        out.append('\n');
        line(0, strong(subject(decision)) + ": " + strong(decision.action().toString()));
        if (decision.done()) {
            line(2, "nothing is left to do: it has the recommended resources");
            return;
        }
        List<Finding> decisive = decision.decisive();
        line(2, decisive.isEmpty() ? "decisive: nothing speaks against it" : "decisive:");
        decisive.forEach(finding -> line(4, finding.action() + " " + said(finding)));
        List<Finding> outvoted = decision.outvoted();
        if (!outvoted.isEmpty()) {
            line(2, "outvoted:");
            outvoted.forEach(finding -> line(4, finding.action() + " " + said(finding) + by(decision, finding)));
        }
        explained.actions().forEach(action -> action(decision, action));
        if (!explained.almost().isEmpty()) {
            line(2, "almost said:");
            explained.almost().forEach(this::almost);
        }
    }

    private static String subject(Decision decision) {
        return switch (decision.subject()) {
            case Subject.OfPod pod ->
                "pod " + pod.name() + pod.node().map(node -> " on " + node).orElse("");
            case Subject.OfWorkload workload -> "the workload, which has no pod";
        };
    }

    private static String by(Decision decision, Finding finding) {
        if (finding.waived()) {
            return "; waived by the recommendation";
        }
        if (!decision.against(finding.action()).isEmpty()) {
            return "; outvoted by "
                    + decision.against(finding.action()).stream()
                            .map(against -> against.reason().code())
                            .distinct()
                            .collect(Collectors.joining(", "));
        }
        return "; " + finding.action() + " weighs " + decision.weightOf(finding.action()) + ", " + decision.action()
                + " " + decision.weightOf(decision.action());
    }

    private void action(Decision decision, ActionExplanation action) {
        line(
                2,
                action.action() + " is " + painted(action.standing())
                        + (action.weight() > 0 ? ", weight " + action.weight() : ""));
        if (action.standing() == ActionExplanation.Standing.OUTVOTED) {
            line(
                    4,
                    action.weight() == decision.weightOf(decision.action())
                            ? decision.action() + " is less disruptive"
                            : decision.action() + " is preferred, with weight " + decision.weightOf(decision.action()));
        }
        action.inFavour().forEach(finding -> line(4, said(finding)));
        action.against().forEach(this::objection);
        action.waived().forEach(finding -> line(4, "waived: " + said(finding)));
    }

    private void objection(Objection objection) {
        Finding finding = objection.finding();
        line(4, said(finding));
        line(6, "rule \"" + finding.rule() + "\"");
        objection.nearMisses().forEach(miss -> line(6, "near miss: " + printable(miss.toString())));
        if (!objection.remedy().isEmpty()) {
            line(6, "what to do: " + objection.remedy());
        }
    }

    private void almost(AlmostSaid almost) {
        line(
                4,
                almost.reason().code() + (almost.verdict() == Verdict.REJECT ? " against " : " for ")
                        + almost.actions().stream().map(Object::toString).collect(Collectors.joining(", "))
                        + ": " + printable(almost.path() + " is " + almost.actual()) + ", the rule says so when it is "
                        + almost.needed() + "  [" + almost.policy() + "/" + almost.file() + ":" + almost.line() + "]");
    }

    private static String said(Finding finding) {
        return (finding.weight() > 0 ? "+" + finding.weight() + " " : "")
                + finding.reason().code() + ": " + printable(finding.message()) + "  [" + finding.policy() + "/"
                + finding.file() + ":" + finding.line() + "]";
    }

    private void line(int indent, String text) {
        out.repeat(" ", indent).append(text).append('\n');
    }

    /** Messages carry values from the cluster: nothing of them may steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private String strong(String text) {
        return color ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private String painted(ActionExplanation.Standing standing) {
        String code = switch (standing) {
            case CHOSEN -> "32";
            case REJECTED -> "31";
            case OUTVOTED -> "33";
        };
        return color ? "\u001b[" + code + "m" + standing + "\u001b[0m" : standing.toString();
    }
}

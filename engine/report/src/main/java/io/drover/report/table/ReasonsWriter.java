package io.drover.report.table;

import io.drover.rules.decision.ReasonCatalogue.Entry;
import io.drover.rules.decision.ReasonCatalogue.Section;
import java.util.List;

/** Writes reasons for people at a terminal. */
public final class ReasonsWriter {

    private ReasonsWriter() {}

    /**
     * All sections.
     *
     * @param brief a line for each reason, without what to do
     */
    public static String write(List<Section> sections, boolean brief) {
        StringBuilder out = new StringBuilder();
        for (Section section : sections) {
            if (brief) {
                out.append(out.isEmpty() ? "" : "\n").append(section.title()).append('\n');
                int width = section.entries().stream()
                        .mapToInt(entry -> entry.code().length())
                        .max()
                        .orElse(0);
                section.entries()
                        .forEach(entry -> out.append("  ")
                                .append(entry.code())
                                .repeat(" ", width - entry.code().length() + 2)
                                .append(flat(entry.description()))
                                .append(traits(entry))
                                .append('\n'));
            } else {
                section.entries().forEach(entry -> details(out, section, entry));
            }
        }
        return out.toString();
    }

    private static void details(StringBuilder out, Section section, Entry entry) {
        out.append(out.isEmpty() ? "" : "\n")
                .append(entry.code())
                .append(traits(entry))
                .append("\n  ")
                .append(flat(entry.description()))
                .append('\n');
        if (!entry.remedy().isEmpty()) {
            out.append("  What to do: ").append(flat(entry.remedy())).append('\n');
        }
        out.append("  (").append(section.title()).append(")\n");
    }

    private static String traits(Entry entry) {
        return (entry.waivable() ? " (waivable)" : "") + (entry.passes() ? " (passes)" : "");
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    }
}

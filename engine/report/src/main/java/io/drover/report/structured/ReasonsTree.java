package io.drover.report.structured;

import io.drover.rules.decision.ReasonCatalogue.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The list of reasons as maps, lists and texts, in its order. */
public final class ReasonsTree {

    private static final String SCHEMA = "drover.dev/reasons/v1";

    private ReasonsTree() {}

    /** All sections. */
    public static Map<String, Object> of(List<Section> sections) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put(
                "reasons",
                sections.stream()
                        .flatMap(section -> section.entries().stream().map(entry -> {
                            Map<String, Object> reason = new LinkedHashMap<>();
                            reason.put("code", entry.code());
                            reason.put("section", section.title());
                            reason.put("description", entry.description());
                            reason.put("remedy", entry.remedy());
                            reason.put("waivable", entry.waivable());
                            reason.put("passes", entry.passes());
                            return reason;
                        }))
                        .toList());
        return tree;
    }
}

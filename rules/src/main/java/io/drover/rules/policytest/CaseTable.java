package io.drover.rules.policytest;

import io.drover.rules.decision.Action;
import io.drover.rules.policy.YamlText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads cases written as lines with columns divided by {@code |}; the first line names facts and expectations. */
final class CaseTable {

    private static final String NOTHING = "-";

    private final YamlText yaml;
    private final ScalarNode table;
    private final int firstLine;

    CaseTable(YamlText yaml, ScalarNode table) {
        this.yaml = yaml;
        this.table = table;
        this.firstLine = yaml.line(table) + (table.getScalarStyle() == ScalarStyle.LITERAL ? 1 : 0);
    }

    void read(CaseDraft common, List<PolicyCase> cases) {
        List<String> lines = table.getValue().lines().toList();
        if (lines.isEmpty()) {
            yaml.problem(table, "the table is empty", "begin with a line that names the columns");
            return;
        }
        List<String> columns = cells(lines.getFirst());
        for (int row = 1; row < lines.size(); row++) {
            if (lines.get(row).isBlank()) {
                continue;
            }
            List<String> cells = cells(lines.get(row));
            int line = firstLine + row;
            if (cells.size() != columns.size()) {
                yaml.problem(
                        table,
                        "line " + line + " of the table has " + cells.size() + " columns of " + columns.size(),
                        "divide them by |");
                return;
            }
            CaseDraft draft = common.copy(name(columns, cells), line);
            for (int column = 0; column < columns.size(); column++) {
                cell(columns.get(column), cells.get(column), line, draft);
            }
            if (draft.expectsNothing()) {
                yaml.problem(table, "line " + line + " of the table expects nothing", "add a column action or reasons");
            }
            cases.add(draft.build());
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }

    private static String name(List<String> columns, List<String> cells) {
        int named = columns.indexOf("name");
        return named >= 0
                ? cells.get(named)
                : cells.stream().filter(cell -> !cell.equals(NOTHING)).collect(Collectors.joining(", "));
    }

    private void cell(String column, String cell, int line, CaseDraft draft) {
        Map<String, Integer> words = cell.equals(NOTHING)
                ? Map.of()
                : Arrays.stream(cell.split("[ ,]+", -1))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .collect(Collectors.toMap(word -> word, word -> line));
        switch (column) {
            case "name" -> {}
            case "action" -> draft.action(action(cell, line));
            case "reasons" -> {
                draft.reasons(words);
                if (words.isEmpty()) {
                    draft.silent();
                }
            }
            case "absent" -> draft.absent(words);
            case "rules" -> draft.rules(cell.equals(NOTHING) ? Map.of() : Map.of(cell, line));
            default -> {
                if (cell.equals(NOTHING)) {
                    return;
                }
                if (column.startsWith("parameter.")) {
                    draft.parameter(column.substring("parameter.".length()), cell);
                } else if (!draft.shape(column, List.of(cell.split("\\+", -1)))) {
                    draft.change(column, cell, line);
                }
            }
        }
    }

    private Optional<Action> action(String cell, int line) {
        Optional<Action> action = Arrays.stream(Action.values())
                .filter(one -> one.toString().equals(cell))
                .findFirst();
        if (action.isEmpty() && !cell.equals(NOTHING)) {
            yaml.problem(
                    table,
                    "line " + line + " of the table: there is no action \"" + cell + "\"",
                    "it is one of " + CaseReader.actions());
        }
        return action;
    }
}

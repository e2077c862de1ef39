package io.drover.rules.policy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.drools.decisiontable.parser.DefaultRuleSheetListener;
import org.drools.decisiontable.parser.csv.CsvLineParser;
import org.drools.decisiontable.parser.csv.CsvParser;
import org.drools.template.model.DRLOutput;
import org.drools.template.model.Package;
import org.drools.template.model.Rule;

/**
 * A decision table in CSV, turned into rules by Drools. What comes out is read like any other file of rules, with the same allow-list;
 * each rule stands in the line of its row, so that every message names the row. Source: Drools documentation, "Decision tables in
 * spreadsheet format".
 */
final class DecisionTable {

    private static final Set<String> ALLOWED_ABOVE = Set.of("ruleset", "ruletable");
    private static final int MOST_ROWS = 600;
    private static final int MOST_COLUMNS = 60;

    private final SourceFile file;
    private final List<Problem> problems;

    DecisionTable(SourceFile file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The rules, one in the line of each row; nothing when the table is refused. */
    Optional<SourceFile> asRules() {
        try {
            List<String> lines = file.text().lines().toList();
            refuseTooLarge(lines);
            refuseExtras(lines);
            return Optional.of(new SourceFile(file.path(), rules(lines.size())));
        } catch (PolicyException refused) {
            problems.add(refused.in(file.path()));
            return Optional.empty();
        }
    }

    private static void refuseTooLarge(List<String> lines) throws PolicyException {
        if (lines.size() > MOST_ROWS) {
            throw new PolicyException(MOST_ROWS + 1, 0, "a table has at most " + MOST_ROWS + " lines", "split it");
        }
        for (int row = 0; row < lines.size(); row++) {
            if (lines.get(row).chars().filter(c -> c == ',').count() > MOST_COLUMNS) {
                throw new PolicyException(row + 1, 0, "a table has at most " + MOST_COLUMNS + " columns", "split it");
            }
        }
    }

    /** Above the first table there may be its name and nothing else: no functions, imports, variables or attributes of all rules. */
    private static void refuseExtras(List<String> lines) throws PolicyException {
        CsvLineParser cells = new CsvLineParser();
        for (int row = 0; row < lines.size(); row++) {
            for (CharSequence cell : cells.parse(lines.get(row))) {
                String text = cell.toString().strip();
                String word = text.split("\\s", 2)[0].toLowerCase(java.util.Locale.ROOT);
                if (word.equals("ruletable")) {
                    return;
                }
                if (!text.isEmpty() && !ALLOWED_ABOVE.contains(word)) {
                    throw new PolicyException(
                            row + 1,
                            0,
                            "\"" + text + "\" is not allowed above a table",
                            "begin with RuleTable and its name; a line with RuleSet alone may stand above");
                }
                if (word.equals("ruleset")) {
                    break;
                }
            }
        }
        throw new PolicyException(1, 0, "there is no table in this file", "begin with RuleTable and its name");
    }

    @SuppressWarnings("IllegalCatch") // whatever the library makes of somebody's table, it is the table that is wrong
    private String rules(int lines) throws PolicyException {
        DefaultRuleSheetListener listener = new DefaultRuleSheetListener();
        try {
            new CsvParser(listener, new CsvLineParser())
                    .parseFile(new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException broken) {
            throw new PolicyException(1, 0, "this is not a decision table: " + firstLine(broken), "");
        }
        Package made = listener.getRuleSet();
        if (made == null || !made.getImports().isEmpty() || !made.getVariables().isEmpty()) {
            throw new PolicyException(1, 0, "a table holds rules only", "begin with RuleTable and its name");
        }
        String[] byLine = new String[lines];
        for (Rule rule : made.getRules()) {
            int row = rule.getSpreadsheetRowNumber() - 1;
            if (row < 0 || row >= lines || byLine[row] != null) {
                throw new PolicyException(1, 0, "the table cannot be read row by row", "write every row in one line");
            }
            byLine[row] = inOneLine(rule);
        }
        StringBuilder text = new StringBuilder();
        for (String line : byLine) {
            text.append(line == null ? "" : line).append('\n');
        }
        return text.toString();
    }

    private static String firstLine(RuntimeException broken) {
        return String.valueOf(broken.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    private static String inOneLine(Rule rule) {
        DRLOutput output = new DRLOutput();
        rule.renderDRL(output);
        String drl = output.getDRL();
        return drl.substring(Math.max(0, drl.indexOf("\nrule ") + 1))
                .replace('\n', ' ')
                .strip();
    }
}

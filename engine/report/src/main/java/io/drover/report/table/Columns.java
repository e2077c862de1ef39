package io.drover.report.table;

import java.util.ArrayList;
import java.util.List;

/** Lines of words, each column as wide as its widest word. */
public final class Columns {

    private final List<List<String>> rows = new ArrayList<>();

    /** Columns under these heads. */
    public Columns(String... heads) {
        rows.add(List.of(heads));
    }

    /** Adds a line; it has as many words as there are heads. */
    public void row(String... words) {
        rows.add(List.of(words));
    }

    /** All lines, each with a line end; words are two spaces apart, no line ends in a space. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .repeat(" ", width(column) - row.get(column).length() + 2);
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}

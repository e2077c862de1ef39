package io.drover.report.structured;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes a tree of maps, lists, texts, whole numbers and truths as JSON. */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    /** The tree as JSON, indented by two spaces, with a line end at its end. */
    public static String write(Object tree) {
        JsonWriter writer = new JsonWriter();
        writer.value(tree, "\n");
        return writer.out.append('\n').toString();
    }

    /** A text with its quotes. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> map(map, indent);
            case List<?> list -> list(list, indent);
            case String text -> out.append(quoted(text));
            case Boolean truth -> out.append(truth);
            case Long number -> out.append(number);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void map(Map<?, ?> map, String indent) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(indent)
                    .append("  ")
                    .append(quoted((String) entry.getKey()))
                    .append(": ");
            value(entry.getValue(), indent + "  ");
            out.append(entries.hasNext() ? "," : "");
        }
        out.append(indent).append('}');
    }

    private void list(List<?> list, String indent) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            out.append(indent).append("  ");
            value(elements.next(), indent + "  ");
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(indent).append(']');
    }
}

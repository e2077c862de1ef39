package io.drover.report.structured;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a tree of maps, lists, texts, whole numbers and truths as YAML 1.2. */
public final class YamlWriter {

    /** Texts that mean themselves without quotes in every version of YAML. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./()-]*(?: [A-Za-z0-9_./()-]+)*");

    private static final Pattern WORDS_WITH_A_MEANING = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    /** The tree as one YAML document. */
    public static String write(Map<String, Object> tree) {
        YamlWriter writer = new YamlWriter();
        writer.map(tree, "");
        return writer.out.toString();
    }

    private void map(Map<?, ?> map, String indent) {
        String lead = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(lead).append(text((String) entry.getKey())).append(':');
            value(entry.getValue(), indent);
            lead = indent;
        }
    }

    private void value(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case List<?> list when list.isEmpty() -> out.append(" []\n");
            case Map<?, ?> map -> {
                out.append('\n').append(indent).append("  ");
                map(map, indent + "  ");
            }
            case List<?> list -> {
                out.append('\n');
                list(list, indent);
            }
            default -> out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void list(List<?> list, String indent) {
        for (Object element : list) {
            out.append(indent).append("- ");
            if (element instanceof Map<?, ?> map && !map.isEmpty()) {
                map(map, indent + "  ");
            } else {
                out.append(scalar(element)).append('\n');
            }
        }
    }

    private static String scalar(Object value) {
        return switch (value) {
            case String text -> text(text);
            case Boolean truth -> truth.toString();
            case Long number -> number.toString();
            default -> throw new IllegalArgumentException("no YAML for " + value.getClass());
        };
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !WORDS_WITH_A_MEANING.matcher(text).matches();
        return plain ? text : JsonWriter.quoted(text);
    }
}

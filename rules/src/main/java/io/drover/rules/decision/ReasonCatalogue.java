package io.drover.rules.decision;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What every built-in reason means, and what can be done about it: the source of {@code docs/reasons.md}. It describes the reasons of all
 * parts of Drover, not only those that rules give.
 */
public final class ReasonCatalogue {

    private static final ReasonCatalogue BUILT_IN = read();

    private final List<Section> sections;

    /**
     * One reason.
     *
     * @param code its stable word
     * @param description what it means, one sentence or more
     * @param remedy what people can do
     * @param waivable a recommendation may override it
     * @param passes it ends by itself
     */
    public record Entry(String code, String description, String remedy, boolean waivable, boolean passes) {}

    /**
     * Reasons that belong together.
     *
     * @param title of the section
     * @param about what is true of all of them; may be empty
     * @param entries in the order in which they are shown
     */
    public record Section(String title, String about, List<Entry> entries) {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    private ReasonCatalogue(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** The one that comes with Drover. */
    public static ReasonCatalogue builtIn() {
        return BUILT_IN;
    }

    /** All of it, in the order in which it is shown. */
    public List<Section> sections() {
        return sections;
    }

    /** The reason with this code. */
    public Optional<Entry> find(String code) {
        return sections.stream()
                .flatMap(section -> section.entries().stream())
                .filter(entry -> entry.code().equals(code))
                .findFirst();
    }

    private static ReasonCatalogue read() {
        try (InputStream text = ReasonCatalogue.class.getResourceAsStream("/io/drover/rules/reasons.yaml")) {
            if (text == null) {
                throw new IllegalStateException("reasons.yaml is missing");
            }
            Object all = new Load(LoadSettings.builder().build())
                    .loadFromString(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            List<Section> sections = new ArrayList<>();
            for (Object section : (List<?>) all) {
                Map<?, ?> keys = (Map<?, ?>) section;
                String about = keys.containsKey("about") ? text(keys, "about") : "";
                sections.add(new Section(text(keys, "section"), about, entries((List<?>) keys.get("reasons"))));
            }
            return new ReasonCatalogue(sections);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Entry> entries(List<?> reasons) {
        List<Entry> entries = new ArrayList<>();
        for (Object reason : reasons) {
            Map<?, ?> keys = (Map<?, ?>) reason;
            entries.add(new Entry(
                    text(keys, "code"),
                    text(keys, "description"),
                    text(keys, "remedy"),
                    Boolean.TRUE.equals(keys.get("waivable")),
                    Boolean.TRUE.equals(keys.get("passes"))));
        }
        return entries;
    }

    private static String text(Map<?, ?> keys, String key) {
        return String.valueOf(keys.get(key)).strip();
    }
}

package io.drover.agent.packets;

import io.drover.values.MigrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One element of a set or map in a node's table. Its comment names the migration it belongs to, and, when it took the place of an
 * element of an earlier migration, that one's id and value.
 *
 * @param key as nftables writes it
 * @param owner the migration; empty for what the first packet of a connection added
 * @param value of a map; empty in a set
 * @param earlier what it took the place of
 */
record Element(String key, Optional<MigrationId> owner, Optional<String> value, Optional<Earlier> earlier) {

    private static final Pattern LISTED =
            Pattern.compile("([0-9][0-9.]*(?: \\. [0-9.]+)*)(?: comment \"([^\"]*)\")?(?: : ([0-9.]+))?");
    private static final Pattern COMMENT = Pattern.compile("(\\S+)(?: was (\\S+) (\\S+))?");
    private static final int LONGEST_COMMENT = 127;

    /**
     * An element whose place was taken.
     *
     * @param value what it had
     * @param owner whose it was, as written
     */
    record Earlier(String value, String owner) {}

    static Element of(String key, MigrationId owner) {
        return new Element(key, Optional.of(owner), Optional.empty(), Optional.empty());
    }

    static Element of(String key, MigrationId owner, String value) {
        return new Element(key, Optional.of(owner), Optional.of(value), Optional.empty());
    }

    /** Reads the listing of one set or map. */
    static List<Element> parse(String listing) {
        int start = listing.indexOf("elements = {");
        var elements = new ArrayList<Element>();
        if (start < 0) {
            return elements;
        }
        Matcher matcher = LISTED.matcher(listing.substring(start + "elements = {".length()));
        while (matcher.find()) {
            Matcher comment =
                    COMMENT.matcher(Optional.ofNullable(matcher.group(2)).orElse(""));
            boolean owned = comment.matches();
            elements.add(new Element(
                    matcher.group(1),
                    owned ? Optional.of(new MigrationId(comment.group(1))) : Optional.empty(),
                    Optional.ofNullable(matcher.group(3)),
                    owned && comment.group(2) != null
                            ? Optional.of(new Earlier(comment.group(2), comment.group(3)))
                            : Optional.empty()));
        }
        return elements;
    }

    /** The same in the place of another. */
    Element inPlaceOf(Element other) {
        return new Element(
                key,
                owner,
                value,
                other.value.map(was ->
                        new Earlier(was, other.owner.map(MigrationId::value).orElse("-"))));
    }

    /** Whether both say the same, whoever made them. */
    boolean agreesWith(Element other) {
        return key.equals(other.key) && value.equals(other.value);
    }

    /** Whether a packet made it, of a connection that was led to one of these addresses. */
    boolean wasLearnedFor(Set<String> newAddresses) {
        return owner.isEmpty()
                && newAddresses.stream()
                        .anyMatch(address ->
                                value.filter(address::equals).isPresent() || key.startsWith(address + " . "));
    }

    String addition(String set) {
        return "add element ip drover " + set + " { " + key + comment() + valuePart() + " }\n";
    }

    String deletion(String set) {
        return "delete element ip drover " + set + " { " + key + valuePart() + " }\n";
    }

    /** What was there before, added again. */
    String additionOfEarlier(String set) {
        return earlier.map(was -> "add element ip drover " + set + " { " + key
                        + (was.owner().equals("-") ? "" : " comment \"" + was.owner() + "\"") + " : " + was.value()
                        + " }\n")
                .orElse("");
    }

    private String valuePart() {
        return value.map(text -> " : " + text).orElse("");
    }

    private String comment() {
        String whole = owner.map(MigrationId::value).orElse("")
                + earlier.map(was -> " was " + was.value() + " " + was.owner()).orElse("");
        String fitting = whole.length() <= LONGEST_COMMENT
                ? whole
                : owner.map(MigrationId::value).orElse("");
        return fitting.isEmpty() ? "" : " comment \"" + fitting + "\"";
    }
}

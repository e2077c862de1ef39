package io.drover.report.html;

/** A text in HTML that grows. Whatever comes from a cluster or a policy goes through {@link #text}, {@link #attribute} or {@link #element}. */
final class HtmlText {

    private final StringBuilder out = new StringBuilder();

    /** Adds markup as it is. */
    HtmlText raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Adds a text that means itself. */
    HtmlText text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** Adds a value between the double quotes of an attribute. */
    HtmlText attribute(String value) {
        out.append(escaped(value));
        return this;
    }

    /** Adds an element without attributes that holds a text. */
    HtmlText element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

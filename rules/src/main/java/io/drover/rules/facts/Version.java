package io.drover.rules.facts;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version number that compares number by number: 1.9 is older than 1.10, and 1.33 is the same as 1.33.0.
 *
 * @param numbers major first, at least one, none negative
 */
public record Version(List<Integer> numbers) implements Comparable<Version> {

    private static final Pattern WRITTEN =
            Pattern.compile("v?(\\d{1,8}(?:\\.\\d{1,8}){0,3})(?:\\.)?(?:[-+~ ].*|[^0-9.].*)?");

    public Version {
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a version has at least one number");
        }
    }

    /**
     * Reads {@code 1.33}, {@code v1.35.4}, {@code 6.1.0-18-amd64}: the leading numbers count, what follows them does not.
     *
     * @throws IllegalArgumentException when the text does not begin with a number
     */
    public static Version parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a version such as 1.33 or v1.35.4");
        }
        return new Version(Arrays.stream(written.group(1).split("\\.", -1))
                .map(Integer::valueOf)
                .toList());
    }

    @Override
    public int compareTo(Version other) {
        for (int place = 0; place < Math.max(numbers.size(), other.numbers.size()); place++) {
            int order = Integer.compare(at(place), other.at(place));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int at(int place) {
        return place < numbers.size() ? numbers.get(place) : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        int last = numbers.size();
        while (last > 1 && numbers.get(last - 1) == 0) {
            last--;
        }
        return numbers.subList(0, last).hashCode();
    }

    @Override
    public String toString() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}

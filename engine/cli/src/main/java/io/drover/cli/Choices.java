package io.drover.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of a few words. */
final class Choices {

    private Choices() {}

    /** The constant that is written so, in whatever case. */
    static <T extends Enum<T>> T read(String given, T[] known) {
        return Arrays.stream(known)
                .filter(one -> one.toString().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + given + "\" is not one of "
                        + Arrays.stream(known).map(Enum::toString).collect(Collectors.joining(", "))));
    }
}

package io.drover.rules.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The policy that comes with Drover: what is technically possible. It is written as rules like any other. */
public final class BuiltInPolicy {

    private static final List<String> FILES =
            List.of("every-action.drl", "in-place.drl", "live-migration.drl", "rolling-restart.drl");

    private BuiltInPolicy() {}

    /**
     * Reads it from the class path.
     *
     * @throws IllegalStateException when it has a mistake: a bug
     */
    public static Policy load() {
        List<SourceFile> files = FILES.stream().map(BuiltInPolicy::file).toList();
        return switch (new PolicyLoader().loadBuiltIn(files)) {
            case LoadResult.Loaded loaded -> loaded.policy();
            case LoadResult.Refused refused ->
                throw new IllegalStateException(refused.problems().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n", "the built-in policy has mistakes:\n", "")));
        };
    }

    private static SourceFile file(String name) {
        try (InputStream text = BuiltInPolicy.class.getResourceAsStream("/io/drover/rules/feasibility/" + name)) {
            if (text == null) {
                throw new IllegalStateException("the built-in policy lacks " + name);
            }
            return new SourceFile(name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

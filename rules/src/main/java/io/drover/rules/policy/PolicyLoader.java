package io.drover.rules.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads a policy from its files: {@code policy.yaml} and any number of {@code *.drl} and {@code *.csv}. What it reads is untrusted; nothing of it is ever
 * compiled to code or run as such.
 */
public final class PolicyLoader {

    private static final int LARGEST_FILE = 256 * 1024;
    private static final int MOST_RULES = 500;
    private static final int MOST_PROBLEMS = 100;

    private final Vocabulary vocabulary = new Vocabulary();

    /** Reads a policy of a user, with the defaults of its parameters. */
    public LoadResult load(List<SourceFile> files) {
        return load(files, List.of());
    }

    /**
     * Reads a policy of a user.
     *
     * @param values for its parameters; those for other policies are passed over
     */
    public LoadResult load(List<SourceFile> files, List<ParameterValue> values) {
        List<Problem> problems = new ArrayList<>();
        Optional<SourceFile> manifestFile = files.stream()
                .filter(file -> file.path().equals(ManifestReader.FILE))
                .findFirst();
        if (manifestFile.isEmpty()) {
            problems.add(new Problem(
                    ManifestReader.FILE,
                    0,
                    0,
                    "the file is missing",
                    "it holds name, description and reasons of the policy"));
            return new LoadResult.Refused(problems);
        }
        Optional<Manifest> manifest = new ManifestReader(manifestFile.get(), problems).read(values);
        if (manifest.isEmpty()) {
            return new LoadResult.Refused(problems);
        }
        return read(manifest.get(), files, problems);
    }

    /** Reads the policy that comes with Drover, which needs no {@code policy.yaml}. */
    LoadResult loadBuiltIn(List<SourceFile> files) {
        return read(Manifest.ofBuiltIn(), files, new ArrayList<>());
    }

    private LoadResult read(Manifest manifest, List<SourceFile> files, List<Problem> problems) {
        List<SourceFile> sorted = files.stream()
                .filter(file -> !file.path().endsWith(".test.yaml"))
                .sorted(Comparator.comparing(SourceFile::path))
                .toList();
        RuleReader reader = new RuleReader(manifest, vocabulary, problems);
        List<RuleDefinition> rules = new ArrayList<>();
        for (SourceFile file : sorted) {
            boolean table = file.path().endsWith(".csv");
            if (!table && !file.path().endsWith(".drl")) {
                continue;
            }
            if (file.text().length() > LARGEST_FILE) {
                problems.add(new Problem(file.path(), 0, 0, "the file is larger than 256Ki", "split it"));
            } else if (table) {
                new DecisionTable(file, problems)
                        .asRules()
                        .ifPresent(generated -> rules.addAll(reader.readTable(generated)));
            } else {
                rules.addAll(reader.read(file));
            }
            if (rules.size() > MOST_RULES) {
                break;
            }
        }
        if (rules.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    ManifestReader.FILE, 0, 0, "the policy has no rules", "add a file that ends in .drl or .csv"));
        }
        if (rules.size() > MOST_RULES) {
            problems.add(new Problem(
                    ManifestReader.FILE,
                    0,
                    0,
                    "the policy has " + rules.size() + " rules, at most " + MOST_RULES + " are allowed",
                    ""));
        }
        if (!problems.isEmpty()) {
            return new LoadResult.Refused(problems.stream().limit(MOST_PROBLEMS).toList());
        }
        return new LoadResult.Loaded(new Policy(
                manifest.name(),
                manifest.description(),
                manifest.owner(),
                hash(sorted, manifest),
                manifest.reasons(),
                manifest.parameters().stream()
                        .map(Parameters.Declared::parameter)
                        .toList(),
                rules));
    }

    private static String hash(List<SourceFile> files, Manifest manifest) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceFile file : files) {
                digest.update((file.path() + "\0" + file.text().length() + "\0" + file.text())
                        .getBytes(StandardCharsets.UTF_8));
            }
            for (Parameters.Declared declared : manifest.parameters()) {
                digest.update((declared.parameter().name() + "="
                                + declared.parameter().value() + "\0")
                        .getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

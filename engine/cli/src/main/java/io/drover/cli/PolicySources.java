package io.drover.cli;

import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.ParameterValue;
import io.drover.rules.policy.ParameterValues;
import io.drover.rules.policy.PolicyFolder;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.Problem;
import io.drover.rules.policy.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which policies decide, beside the built-in one, and with which values of their parameters. */
final class PolicySources {

    @Option(
            names = {"-p", "--policy"},
            paramLabel = "DIR",
            description = "A folder with policy.yaml and *.drl; may be given several times.")
    private List<Path> folders = new ArrayList<>();

    @Mixin
    private ParameterSettings settings = new ParameterSettings();

    boolean any() {
        return !folders.isEmpty();
    }

    /**
     * The policies of all folders.
     *
     * @throws InvalidInput when one is refused, with every problem of all of them
     */
    Policies load() throws IOException {
        List<ParameterValue> values = settings.read();
        Policies policies = load(folders, values);
        List<Problem> unclaimed = ParameterValues.unclaimed(
                values,
                policies.loaded().stream().map(one -> one.policy().name()).collect(Collectors.toSet()));
        if (!unclaimed.isEmpty()) {
            throw new InvalidInput(unclaimed.stream().map(Problem::toString).toList());
        }
        return policies;
    }

    static Policies load(List<Path> folders, List<ParameterValue> values) throws IOException {
        List<Policies.Loaded> policies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            List<SourceFile> files = files(folder);
            switch (new PolicyLoader().load(files, values)) {
                case LoadResult.Loaded loaded -> policies.add(new Policies.Loaded(loaded.policy(), files));
                case LoadResult.Refused refused ->
                    refused.problems().stream()
                            .map(problem -> in(folder, files, problem))
                            .forEach(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Policies(policies);
    }

    /** The files of one policy. */
    static List<SourceFile> files(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        return PolicyFolder.read(folder);
    }

    /** A problem with the folder's path before its file, unless it is about a value from elsewhere. */
    static String in(Path folder, List<SourceFile> files, Problem problem) {
        boolean ofPolicy = problem.file().equals("policy.yaml")
                || files.stream().anyMatch(file -> file.path().equals(problem.file()));
        return new Problem(
                        ofPolicy ? folder.resolve(problem.file()).toString() : problem.file(),
                        problem.line(),
                        problem.column(),
                        problem.message(),
                        problem.instead())
                .toString();
    }
}

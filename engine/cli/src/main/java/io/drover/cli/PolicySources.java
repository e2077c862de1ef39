package io.drover.cli;

import io.drover.rules.evaluation.PolicyDecider;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.Policy;
import io.drover.rules.policy.PolicyFolder;
import io.drover.rules.policy.PolicyLoader;
import io.drover.rules.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which policies decide, beside the built-in one. */
final class PolicySources {

    @Option(
            names = {"-p", "--policy"},
            paramLabel = "DIR",
            description = "A folder with policy.yaml and *.drl; may be given several times.")
    private List<Path> folders = new ArrayList<>();

    /**
     * The policies of all folders.
     *
     * @throws InvalidInput when one is refused, with every problem of all of them
     */
    List<Policy> load() throws IOException {
        List<Policy> policies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
            switch (new PolicyLoader().load(PolicyFolder.read(folder))) {
                case LoadResult.Loaded loaded -> policies.add(loaded.policy());
                case LoadResult.Refused refused ->
                    refused.problems().stream()
                            .map(problem -> in(folder, problem))
                            .forEach(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return policies;
    }

    private static String in(Path folder, Problem problem) {
        return new Problem(
                        folder.resolve(problem.file()).toString(),
                        problem.line(),
                        problem.column(),
                        problem.message(),
                        problem.instead())
                .toString();
    }

    static List<String> named(List<Policy> policies) {
        List<String> names = new ArrayList<>(List.of("feasibility (built in)"));
        policies.forEach(policy -> names.add(policy.name() + " " + policy.hash()));
        return names;
    }

    static PolicyDecider decider(List<Policy> policies) {
        return new PolicyDecider(policies);
    }
}

package io.drover.cli;

import io.drover.report.model.PolicySource;
import io.drover.report.structured.RecordedReport;
import io.drover.rules.policy.LoadResult;
import io.drover.rules.policy.ParameterValue;
import io.drover.rules.policy.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report that was written to a file, as facts and policies to decide by again. */
final class Recording {

    private Recording() {}

    /**
     * Reads a report in YAML or JSON.
     *
     * @throws InvalidInput when it is none
     */
    static RecordedReport read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return RecordedReport.read(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidInput(List.of(file + ": not a report that can be replayed: " + wrong.getMessage()));
        }
    }

    /** The policies that are in a report, with the values that their parameters had. */
    static Policies policies(Path file, RecordedReport report) {
        List<Policies.Loaded> loaded = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (PolicySource source : report.policies()) {
            List<ParameterValue> values = source.values().entrySet().stream()
                    .map(value ->
                            ParameterValue.of(source.name() + "." + value.getKey(), value.getValue(), file.toString()))
                    .toList();
            switch (new PolicyLoader().load(source.files(), values)) {
                case LoadResult.Loaded(var policy) -> loaded.add(new Policies.Loaded(policy, source.files()));
                case LoadResult.Refused refused ->
                    refused.problems()
                            .forEach(problem -> problems.add(file + ": in policy " + source.name() + ", " + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new Policies(loaded);
    }
}

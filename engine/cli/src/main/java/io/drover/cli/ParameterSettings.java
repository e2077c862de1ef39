package io.drover.cli;

import io.drover.rules.policy.ParameterValue;
import io.drover.rules.policy.ParameterValues;
import io.drover.rules.policy.ParameterValues.Reading;
import io.drover.rules.policy.Problem;
import io.drover.rules.policy.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Values for the parameters of policies; what is set later wins, and {@code --set} over files. */
final class ParameterSettings {

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description = "Values for parameters of policies, as lines of name: value; may be given several times.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A value for a parameter of a policy, or of one as policy.name; wins over --values.")
    private List<String> set = new ArrayList<>();

    /**
     * All values in their order.
     *
     * @throws InvalidInput when one is not written as a value
     */
    List<ParameterValue> read() throws IOException {
        List<ParameterValue> values = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            add(ParameterValues.ofFile(new SourceFile(file.toString(), Files.readString(file))), values, problems);
        }
        add(ParameterValues.ofCommandLine(set), values, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems.stream().map(Problem::toString).toList());
        }
        return values;
    }

    private static void add(Reading reading, List<ParameterValue> values, List<Problem> problems) {
        switch (reading) {
            case Reading.Read read -> values.addAll(read.values());
            case Reading.Refused refused -> problems.addAll(refused.problems());
        }
    }
}

package io.drover.cli;

import io.drover.rules.evaluation.PolicyDecider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drover version}: of the program, and of the built-in policy that it decides by. */
@Command(
        name = "version",
        description = "The version of drover and of its built-in policy.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  drover version")
final class VersionCommand implements Callable<Integer>, IVersionProvider {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String line : getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return ExitCode.FINE;
    }

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(DroverMain.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new String[] {"drover " + version, "built-in policy " + new PolicyDecider(List.of()).policyHash()};
    }
}

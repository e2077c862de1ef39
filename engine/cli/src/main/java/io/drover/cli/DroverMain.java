package io.drover.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code drover}. */
@Command(
        name = "drover",
        description = "Says what Drover would do with recommendations, and why. Changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:findings, as the command defines them",
            "2:a policy or an input is not valid",
            "3:wrong usage, unreadable file, or no answer from the cluster"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover evaluate                          what would be done in the whole cluster, and why",
            "  drover explain deployment/redis -n shop  why, why not, and what would have to be different",
            "  drover snapshot before/                  keep what evaluate needs",
            "  drover evaluate --state before/ -o yaml  the same again, without a cluster",
            "  drover status -n shop                    how far the recommendations of a namespace are",
            "  source <(drover completion)              complete commands in this shell"
        },
        subcommands = {
            EvaluateCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            ReasonsCommand.class,
            TestCommand.class,
            LintCommand.class,
            SnapshotCommand.class,
            StatusCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
public final class DroverMain implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(out, err).execute(arguments));
    }

    /** The whole command, writing to the given places. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new DroverMain());
        commandLine.setUsageHelpWidth(100);
        commandLine.registerConverter(OutputFormat.class, given -> Choices.read(given, OutputFormat.values()));
        commandLine.registerConverter(ReportFormat.class, given -> Choices.read(given, ReportFormat.values()));
        commandLine.registerConverter(
                EvaluateCommand.FailOn.class, given -> Choices.read(given, EvaluateCommand.FailOn.values()));
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setParameterExceptionHandler(DroverMain::misused);
        commandLine.setExecutionExceptionHandler((failed, command, parsed) -> failed(failed, command));
        return commandLine;
    }

    private static int misused(ParameterException misused, String[] arguments) {
        CommandLine command = misused.getCommandLine();
        command.getErr().println("drover: " + misused.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(misused, command.getErr())) {
            command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.TROUBLE;
    }

    /** Whatever went wrong is one line for people, never a stack trace. */
    private static int failed(Exception failed, CommandLine command) {
        PrintWriter err = command.getErr();
        return switch (failed) {
            case InvalidInput invalid -> {
                err.println(invalid.getMessage());
                yield ExitCode.INVALID;
            }
            case NotFound missing -> {
                err.println("drover: " + missing.getMessage());
                yield ExitCode.TROUBLE;
            }
            case KubernetesClientException cluster -> {
                err.println("drover: the cluster could not be read: " + ClusterAccess.explained(cluster));
                yield ExitCode.TROUBLE;
            }
            case IOException unreadable -> {
                err.println("drover: " + FileTrouble.explained(unreadable));
                yield ExitCode.TROUBLE;
            }
            case UncheckedIOException unreadable -> {
                err.println("drover: " + FileTrouble.explained(unreadable.getCause()));
                yield ExitCode.TROUBLE;
            }
            default -> {
                err.println("drover: this is a mistake in drover itself, please report it: "
                        + failed.toString().lines().findFirst().orElse(""));
                yield ExitCode.TROUBLE;
            }
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}

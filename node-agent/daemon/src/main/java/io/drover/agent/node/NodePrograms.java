package io.drover.agent.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs programs of the node with the node's files: through nsenter(1) when the agent has a mount namespace of its own. */
public final class NodePrograms {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int LONGEST_OUTPUT = 64 * 1024;
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final int nodeProcess;
    private final String criuDirectory;

    /**
     * @param nodeProcess whose mount namespace is the node's; 0 for the agent's own
     * @param criuDirectory comes first in PATH, so that runc finds the CRIU in it
     */
    public NodePrograms(int nodeProcess, String criuDirectory) {
        this.nodeProcess = nodeProcess;
        this.criuDirectory = criuDirectory;
    }

    /** How a program ended. */
    public sealed interface Ending {

        /** Whether it ran to its end and says that all went well. */
        default boolean well() {
            return this instanceof Ended ended && ended.status() == 0;
        }

        /** What it said, for a message to people. */
        String words();
    }

    /**
     * It came to its end by itself.
     *
     * @param status 0 to 255
     * @param output both streams, the first 64 KiB
     */
    public record Ended(int status, String output) implements Ending {
        @Override
        public String words() {
            return output.isBlank() ? "exit status " + status : output.strip();
        }
    }

    /** It could not be started. */
    public record NotStarted(String message) implements Ending {
        @Override
        public String words() {
            return message;
        }
    }

    /** It was ended because it took longer than it may. */
    public record TooLong(String program, Duration allowed) implements Ending {
        @Override
        public String words() {
            return program + " did not end within " + allowed.toMillis() + " ms";
        }
    }

    /** It was ended because it was not wanted any more. */
    public record Stopped(String program) implements Ending {
        @Override
        public String words() {
            return program + " was stopped";
        }
    }

    /** Runs a program, and ends it when it takes longer than {@code atMost}. */
    public Ending run(Duration atMost, List<String> command) {
        Process process;
        try {
            process = start(command);
        } catch (IOException refused) {
            return new NotStarted(command.getFirst() + ": " + refused.getMessage());
        }
        CompletableFuture<String> output = outputOf(process);
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new TooLong(command.getFirst(), atMost);
            }
            return new Ended(process.exitValue(), output.join());
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new NotStarted(command.getFirst() + ": interrupted");
        }
    }

    /** These programs with another directory in front of PATH. */
    NodePrograms with(String directory) {
        return new NodePrograms(nodeProcess, directory + ":" + criuDirectory);
    }

    /**
     * Runs a program to its own end, also when this thread is interrupted; for one that must not be ended in the middle without care.
     *
     * @param enough looked at every few milliseconds
     * @param end called once when it is enough; the program has ended when it returns
     */
    Ending run(List<String> command, BooleanSupplier enough, Runnable end) {
        Process process;
        try {
            process = start(command);
        } catch (IOException refused) {
            return new NotStarted(command.getFirst() + ": " + refused.getMessage());
        }
        CompletableFuture<String> output = outputOf(process);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                        return new Ended(process.exitValue(), output.join());
                    }
                    if (enough.getAsBoolean()) {
                        end.run();
                        process.destroyForcibly();
                        return new Stopped(command.getFirst());
                    }
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Read on a thread of its own: the shared ones may all wait for something else. */
    private static CompletableFuture<String> outputOf(Process process) {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("program-output")
                .start(() -> output.complete(read(process.getInputStream())));
        return output;
    }

    private Process start(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (nodeProcess != 0) {
            whole.addAll(List.of("nsenter", "--target", Integer.toString(nodeProcess), "--mount", "--"));
        }
        whole.addAll(List.of("env", "PATH=" + criuDirectory + ":" + PATH));
        whole.addAll(command);
        return new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
    }

    private static String read(InputStream stream) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                kept.write(buffer, 0, Math.min(count, LONGEST_OUTPUT - kept.size()));
            }
        } catch (IOException broken) {
            // The program was ended: what it said so far counts.
            return kept.toString(StandardCharsets.UTF_8);
        }
        return kept.toString(StandardCharsets.UTF_8);
    }
}

package io.drover.cli;

import java.util.List;

/** Ends a subcommand with {@link ExitCode#INVALID}. */
final class InvalidInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With one line per problem.
     *
     * @param problems each complete, with its file where there is one
     */
    InvalidInput(List<String> problems) {
        super(String.join("\n", problems));
    }
}

package io.drover.cli;

/** Ends a subcommand with {@link ExitCode#TROUBLE}: what was asked for is not there. */
final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With what was asked for, and what there is.
     *
     * @param message lower case without a full stop
     */
    NotFound(String message) {
        super(message);
    }
}

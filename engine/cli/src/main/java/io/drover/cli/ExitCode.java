package io.drover.cli;

/** The exit codes of every subcommand; the output format never changes them. */
final class ExitCode {

    /** Nothing to complain about. */
    static final int FINE = 0;

    /** Findings, as the subcommand defines them. */
    static final int FINDINGS = 1;

    /** A policy or an input is not valid. */
    static final int INVALID = 2;

    /** Wrong usage, a file that cannot be read, or a cluster that cannot be reached. */
    static final int TROUBLE = 3;

    private ExitCode() {}
}

# What set-up and cluster print: one line for each thing that they do, nothing when there is nothing to do.
# shellcheck shell=bash

# Prints one line of progress.
say() { printf '%s\n' "$*" >&2; }

# Prints why it cannot go on, and ends.
die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Prints what was refused or missing, and what would help, and goes on.
warn() { printf '%s: warning: %s\n' "${0##*/}" "$*" >&2; }

# Waiting for something to become so.
# shellcheck shell=bash

# await SECONDS WHAT COMMAND...: runs the command until it succeeds; after so many seconds, ends the program and says what did
# not happen, with what the command said last.
await() {
    local seconds=$1 what=$2 end message
    shift 2
    end=$((SECONDS + seconds))
    until message=$("$@" 2>&1); do
        ((SECONDS < end)) || die "waited $seconds seconds for $what${message:+: $message}; see '$PROGRAM logs'"
        sleep 0.2
    done
}

# The JDK: one that is there already, else Debian's where there is one.
# shellcheck shell=bash

JAVA_AT_LEAST=21

# Prints the home of a JDK of 21 or newer: JAVA_HOME, else the oldest that will do of /usr/lib/jvm. Prints nothing when there is none.
java_home() {
    local candidate version best='' best_version=0
    if [[ -n ${JAVA_HOME:-} ]] && (($(java_version "$JAVA_HOME") >= JAVA_AT_LEAST)); then
        printf '%s\n' "$JAVA_HOME"
        return
    fi
    for candidate in /usr/lib/jvm/*; do
        [[ ! -L $candidate ]] || continue
        version=$(java_version "$candidate")
        if ((version >= JAVA_AT_LEAST && (best_version == 0 || version < best_version))); then
            best=$candidate
            best_version=$version
        fi
    done
    [[ -z $best ]] || printf '%s\n' "$best"
}

# java_version HOME: the feature version of the JDK there, 0 when there is none (a JRE has no compiler).
java_version() {
    local version=''
    if [[ -x $1/bin/javac ]]; then
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || true
        [[ -n $version ]] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    fi
    echo "${version:-0}"
}

# Installs a JDK when there is none.
java_install() {
    local version
    [[ -z $(java_home) ]] || return 0
    for version in 21 25; do
        if debian_has "openjdk-$version-jdk-headless"; then
            debian_install "openjdk-$version-jdk-headless"
            [[ -n $(java_home) ]] || die "openjdk-$version-jdk-headless is installed, but /usr/lib/jvm has no JDK >= $JAVA_AT_LEAST"
            return
        fi
    done
    java_missing "Debian $(debian_release) offers none either: unpack one into /usr/lib/jvm, or set JAVA_HOME to it"
}

# java_missing WHAT-HELPS
java_missing() {
    die "there is no JDK >= $JAVA_AT_LEAST: neither JAVA_HOME (${JAVA_HOME:-not set}) nor /usr/lib/jvm/* has one; $1"
}

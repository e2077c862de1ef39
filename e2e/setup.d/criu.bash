# CRIU as a directory that can be copied anywhere and runs there: the program, the libraries that it was linked with, and a
# launcher. Linux 6.16 and newer need CRIU 4.2: the machine's own release where it has that, else Debian sid.
# shellcheck shell=bash

CRIU_AT_LEAST=4.2
CRIU_RECIPE=1

# Prints the directory, whose launcher is "criu".
criu_directory() {
    cached "criu-$(debian_release)-$CRIU_AT_LEAST-$CRIU_RECIPE" criu_build
}

criu_build() {
    local into=$1 suite candidate tree libraries
    debian_install mmdebstrap
    debian_lists
    suite=$(debian_release)
    candidate=$(apt-cache policy criu | awk '$1 == "Candidate:" { print $2 }')
    dpkg --compare-versions "${candidate/(none)/0}" ge "$CRIU_AT_LEAST" || suite=sid
    say "unpacking CRIU from Debian $suite (Debian $(debian_release) has ${candidate:-none}, $CRIU_AT_LEAST or newer is needed)"

    tree=$(mktemp -d)
    if [[ $suite == sid ]]; then
        debian_tree_of sid "$tree" extract criu
    else
        debian_tree "$tree" extract criu
    fi || return
    for libraries in "$tree"/usr/lib/*/ld-linux-*.so.*; do break; done
    libraries=$(dirname "$libraries")
    mkdir "$into/lib" "$into/copyright"
    find "$libraries" -maxdepth 1 -name '*.so*' -exec cp -a -t "$into/lib" {} +
    cp "$tree/usr/sbin/criu" "$into/criu.bin"
    criu_copyright "$tree" "$into/copyright"
    rm -rf -- "$tree"
    criu_launcher >"$into/criu"
    chmod 755 "$into/criu"
    "$into/criu" --version | sed -n 's/^Version: //p' >"$into/VERSION"
    [[ -s $into/VERSION ]]
}

criu_copyright() {
    local file package
    for file in "$1"/usr/share/doc/*/copyright; do
        package=$(basename "$(dirname "$file")")
        cp "$file" "$2/$package"
    done
}

# The launcher finds the rest beside itself; a link to it is followed.
criu_launcher() {
    cat <<'END'
#!/bin/sh
here=$0
[ ! -L "$here" ] || here=$(readlink -f "$here")
here=${here%/*}
for loader in "$here"/lib/ld-linux-*.so.*; do break; done
exec "$loader" --library-path "$here/lib" --argv0 criu "$here/criu.bin" "$@"
END
}

# Checks that it runs on this kernel.
criu_check() {
    local directory=$1 message
    message=$("$directory/criu" check 2>&1) || die "CRIU $(<"$directory/VERSION") does not run on this kernel: $message"
}

# The images' base: a Java runtime and the libraries that are called in process, of Debian's packages. Kept in the cache by its recipe.
# shellcheck shell=bash disable=SC2154  # the caller sets "here"

EPOCH=1970-01-01T00:00:00Z

# Prints the newest Java runtime that the machine's own release has, else that of Debian sid, as SUITE PACKAGE.
java_package() {
    local version
    for version in 25 21; do
        if debian_has "openjdk-$version-jre-headless"; then
            printf '%s openjdk-%s-jre-headless\n' "$(debian_release)" "$version"
            return
        fi
    done
    echo sid openjdk-25-jre-headless
}

# Prints the directory of an OCI layout whose image "base" has the runtime and the libraries that are called in process.
base_layout() {
    local release
    release=$(debian_release)
    cached "image-java-$release-$(cache_key "$here/finish-root" "$here/base-packages" "${BASH_SOURCE[0]}")" build_base
}

build_base() {
    local into=$1 suite java root=$1/root packages
    debian_install mmdebstrap umoci
    read -r suite java < <(java_package)
    packages=$java,$(grep -v '^#' "$here/base-packages" | paste -sd,)
    say "making the images' base from Debian $suite: $packages"
    # Unpacked only: none of the packages' scripts runs.
    if [[ $suite == sid ]]; then
        debian_unpack extract "$packages" sid "$root" "deb [check-valid-until=no] $(debian_mirror) sid main" \
            --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr </dev/null
    else
        debian_sources | debian_unpack extract "$packages" "$suite" "$root" - --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr
    fi >"$into/log" 2>&1 || {
        cat "$into/log"
        return 1
    }
    "$here/finish-root" "$root"
    printf '%s\n' "${java//[^0-9]/}" >"$into/java-version"
    umoci init --layout "$into/layout"
    umoci new --image "$into/layout:base"
    add_layer "$into/layout:base" "$root"
    rm -rf -- "$root" "$root.tar" "$into/log"
}

# add_layer LAYOUT:IMAGE DIRECTORY-OR-TAR: nothing of the time of day gets in, so that equal content gives equal layers.
add_layer() {
    local image=$1 layer=$2
    if [[ -d $layer ]]; then
        pack -f "$layer.tar" -C "$layer" .
        layer=$layer.tar
    fi
    umoci raw add-layer --image "$image" --history.created "$EPOCH" --history.created_by drover "$layer"
}

pack() {
    tar --sort=name --mtime="$EPOCH" --owner=0 --group=0 --numeric-owner --format=posix \
        --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -c "$@"
}

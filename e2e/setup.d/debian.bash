# Debian's packages: those that the machine itself needs, and trees that are made of packages without installing them.
# Nothing with a service of its own is installed on the machine: containerd, etcd and the rest go into the nodes' root only.
# shellcheck shell=bash

# Prints the machine's release by its code name, such as bookworm.
debian_release() (
    # shellcheck source=/dev/null
    . /etc/os-release
    [[ ${ID:-} == debian ]] || die "this is ${PRETTY_NAME:-an unknown system}: set-up knows Debian 12 and 13 only"
    # Testing and sid have no VERSION_ID.
    [[ -z ${VERSION_ID:-} ]] || ((${VERSION_ID%%.*} >= 12)) || die "this is ${PRETTY_NAME:-}: set-up needs Debian 12 or newer"
    printf '%s\n' "${VERSION_CODENAME:?}"
)

# debian_install PACKAGE...: installs those that are missing, and says which.
debian_install() {
    local package missing=() log
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "installing from Debian: ${missing[*]}"
    ((UID == 0)) || die "must be root to install ${missing[*]}"
    debian_lists
    log=$(mktemp)
    if ! DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f -- "$log"
        die "apt-get could not install ${missing[*]}"
    fi
    rm -f -- "$log"
}

# debian_has PACKAGE: whether the machine's own release offers it.
debian_has() {
    debian_lists
    [[ $(apt-cache policy "$1" | awk '$1 == "Candidate:" { print $2 }') =~ ^[0-9] ]]
}

# Reads the package lists once for each run.
debian_lists() {
    [[ -z ${DEBIAN_LISTS_READ:-} ]] || return 0
    apt-get update -qq >&2 || warn "apt-get update had errors; going on with the lists at hand"
    DEBIAN_LISTS_READ=yes
}

# Prints the machine's own sources of Debian packages, third parties' left out, as lines of a sources.list.
debian_sources() {
    debian_lists
    apt-get indextargets --format "deb \$(REPO_URI) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' 'Origin: Debian' | sort -u
}

# Prints the mirror that the machine's own sources name for the main archive.
debian_mirror() {
    debian_lists
    apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1
}

# debian_tree INTO VARIANT PACKAGES: makes a tree of the machine's own release, by mmdebstrap's variant, with these packages
# (separated by commas).
debian_tree() {
    local into=$1 variant=$2 packages=$3
    debian_sources | debian_unpack "$variant" "$packages" "$(debian_release)" "$into" -
}

# debian_tree_of SUITE INTO VARIANT PACKAGES: the same of another suite. Its Release file may be past its date on a mirror
# that is a snapshot.
debian_tree_of() {
    local suite=$1 into=$2 variant=$3 packages=$4 mirror
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "the machine's apt sources name no Debian mirror"
    debian_unpack "$variant" "$packages" "$suite" "$into" "deb [check-valid-until=no] $mirror $suite main" </dev/null
}

# debian_unpack VARIANT PACKAGES SUITE INTO SOURCES [OPTION...]: OPTIONs go to mmdebstrap.
debian_unpack() {
    local variant=$1 packages=$2 suite=$3 into=$4 sources=$5
    shift 5
    nice mmdebstrap --quiet --mode=root --variant="$variant" --include="$packages" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --aptopt='Acquire::Languages "none"' "$@" "$suite" "$into" "$sources"
}

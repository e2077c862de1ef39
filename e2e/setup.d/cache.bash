# The cache outside the work tree: what was built or unpacked once, one directory for each thing, its version in its name.
# shellcheck shell=bash

DROVER_CACHE=${DROVER_CACHE:-/var/cache/drover}

# cache_key FILE...: a short name for the content of these files.
cache_key() { cat -- "$@" | sha256sum | cut -c1-12; }

# cached NAME BUILD [ARGUMENT...]: prints the directory NAME of the cache. When it is missing, runs BUILD with a fresh
# directory as its first argument and gives the result its name only when BUILD succeeded: a half-made one is never seen.
cached() {
    local name=$1 build=$2 target lock temporary
    shift 2
    target=$DROVER_CACHE/$name
    if [[ ! -d $target ]]; then
        mkdir -p "$(dirname "$target")"
        # Two builds of one thing wait for each other; the second finds it done.
        exec {lock}>"$target.lock"
        flock "$lock"
        if [[ ! -d $target ]]; then
            rm -rf -- "$target".new.*
            temporary=$(mktemp -d "$target.new.XXXXXX")
            chmod 755 "$temporary"
            # In the background, because a function that is called as a condition goes on after errors.
            "$build" "$temporary" "$@" >&2 &
            if ! wait $!; then
                rm -rf -- "$temporary"
                die "could not make $name; see above"
            fi
            mv -T -- "$temporary" "$target"
        fi
        exec {lock}>&-
    fi
    printf '%s\n' "$target"
}

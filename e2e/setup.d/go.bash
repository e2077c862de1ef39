# The Go compiler: the machine's own when it is new enough, else Go's own toolchain module.
# shellcheck shell=bash

GO_AT_LEAST=25
GO_TOOLCHAIN=1.25.5

# Prints the path of a go command of 1.25 or newer.
go_command() {
    local candidate
    for candidate in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go-*/bin/go; do
        if [[ -x $candidate ]] && go_is_new_enough "$candidate"; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    printf '%s/bin/go\n' "$(cached "go-$GO_TOOLCHAIN" go_fetch)"
}

go_is_new_enough() {
    [[ $(GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) =~ ^go1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= GO_AT_LEAST))
}

# go_fetch INTO: any go command can fetch the toolchain as a module; only newer ones would also make its programs executable.
go_fetch() {
    local into=$1 go='' architecture modules source
    go=$(command -v go || true)
    if [[ -z $go ]]; then
        debian_install golang-go
        go=$(command -v go)
    fi
    architecture=$("$go" env GOARCH)
    say "fetching Go $GO_TOOLCHAIN: this machine's is $(GOTOOLCHAIN=local "$go" version | cut -d' ' -f3), Kubernetes needs 1.$GO_AT_LEAST"
    modules=$(mktemp -d)
    source=$(cd "$modules" && GOTOOLCHAIN=local GOFLAGS=-modcacherw GOMODCACHE=$modules GO111MODULE=on \
        "$go" mod download -json "golang.org/toolchain@v0.0.1-go$GO_TOOLCHAIN.linux-$architecture" |
        sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p')
    [[ -n $source ]] || return 1
    cp -R "$source/." "$into"
    rm -rf -- "$modules"
    chmod -R u+rwX,go+rX "$into"
    find "$into/bin" "$into/pkg/tool" -type f -exec chmod 755 {} +
}

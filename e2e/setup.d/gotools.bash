# The programs that are built from Go modules: Kubernetes' own, and helm. Their versions are those of e2e/setup.d/gotools/*/go.mod.
# shellcheck shell=bash

GOTOOLS_SOURCES=$(dirname "${BASH_SOURCE[0]}")/gotools

# gotools_version NAME MODULE: the version that NAME's go.mod asks for.
gotools_version() { awk -v module="$2" '{ sub(/^require /, "") } $1 == module { print $2; exit }' "$GOTOOLS_SOURCES/$1/go.mod"; }

# Prints the directory with kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and kubectl.
gotools_kubernetes() {
    local version key
    version=$(gotools_version kubernetes k8s.io/kubernetes)
    key=$(cache_key "$GOTOOLS_SOURCES"/kubernetes/go.{mod,sum})
    cached "kubernetes-$version-$key" gotools_build_kubernetes "$version"
}

# Prints the directory with helm.
gotools_helm() {
    local version key
    version=$(gotools_version helm helm.sh/helm/v3)
    key=$(cache_key "$GOTOOLS_SOURCES"/helm/go.{mod,sum})
    cached "helm-$version-$key" gotools_build_helm "$version"
}

# A build without these would call itself v0.0.0, and a chart's kubeVersion would refuse it.
gotools_build_kubernetes() {
    local into=$1 version=$2 flags='' package minor
    minor=${version#v1.}
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags+=" -X $package.gitVersion=$version -X $package.gitMajor=1 -X $package.gitMinor=${minor%%.*} -X $package.gitTreeState=clean"
    done
    say "building Kubernetes $version from its Go modules; on two cores this takes about 8 minutes"
    gotools_build kubernetes "$into" "$flags"
}

gotools_build_helm() {
    local into=$1 version=$2
    say "building helm $version from its Go modules; this takes about 2 minutes"
    gotools_build helm "$into" "-X helm.sh/helm/v3/internal/version.version=$version"
}

# gotools_build NAME INTO FLAGS: builds every tool of NAME's go.mod into INTO, static.
gotools_build() {
    local name=$1 into=$2 flags=$3 go
    go=$(go_command) || return
    CGO_ENABLED=0 GOFLAGS=-mod=readonly nice "$go" -C "$GOTOOLS_SOURCES/$name" build -trimpath -buildvcs=false \
        -ldflags="-s -w $flags" -o "$into/" tool
}

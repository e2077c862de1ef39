# The root file system that each machine of the test cluster starts from: a small Debian of this machine's own release with
# containerd, runc, the CNI plugins and etcd installed in the ordinary places.
# shellcheck shell=bash

NODEROOT_PACKAGES=catatonit,runit,etcd-server,containerd,runc,containernetworking-plugins,iptables,nftables,conntrack,iproute2,procps,kmod,socat,ethtool,ca-certificates

# Prints the directory of the tree.
noderoot() {
    local release
    release=$(debian_release)
    cached "node-root-$release-$(printf '%s' "$NODEROOT_PACKAGES" | sha256sum | cut -c1-12)" noderoot_build "$release"
}

noderoot_build() {
    local into=$1 release=$2
    say "unpacking a Debian $release for the nodes, with containerd, runc, CNI and etcd"
    # mmdebstrap wants a directory that is not there.
    rmdir "$into"
    debian_tree "$into" minbase "$NODEROOT_PACKAGES" || return
    : >"$into/etc/apt/sources.list"
    rm -rf -- "$into"/var/cache/apt/archives/*.deb "$into"/var/lib/apt/lists/*
}

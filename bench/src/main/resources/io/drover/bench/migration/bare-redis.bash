#!/usr/bin/env bash
# A Redis on a node without container and runtime, in the node's own namespaces.
#
#   start IMAGE PORT   starts it from the programs of an image that the node has, and prints its process ID
#   move               dumps and restores it, and prints microseconds of the dump and of the restore
#   stop PORT          ends it and takes away all that it left
#
# Source: criu(8).
set -euo pipefail

directory=/var/lib/drover-bench
root=$directory/root
images=$directory/images
criu=/opt/drover/criu/criu

start() {
    local loader libraries
    mkdir -p "$root" "$images"
    ctr --namespace k8s.io images mount "$1" "$root" >"$directory/mount.log"
    for loader in "$root"/usr/lib/*/ld-linux-*.so.*; do break; done
    libraries=$(dirname "$loader")
    setsid "$loader" --library-path "$libraries" "$root/usr/bin/redis-server" --port "$2" --bind 0.0.0.0 --protected-mode no \
        --save "" --appendonly no --daemonize no </dev/null >"$directory/redis.log" 2>&1 &
    echo $! >"$directory/pid"
    # CRIU learns what this kernel can do once, as it has where Drover has run.
    "$criu" check >"$directory/check.log" 2>&1 || true
    cat "$directory/pid"
}

move() {
    local began dumped restored options
    # The process stays in its cgroup: there is no container whose cgroup would have to be made.
    options=(--images-dir "$images" --tcp-established --manage-cgroups=ignore)
    find "$images" -mindepth 1 -delete
    began=${EPOCHREALTIME/[.,]/}
    "$criu" dump --tree "$(<"$directory/pid")" "${options[@]}" --log-file dump.log || failed dump
    dumped=${EPOCHREALTIME/[.,]/}
    "$criu" restore --restore-detached "${options[@]}" --log-file restore.log || failed restore
    restored=${EPOCHREALTIME/[.,]/}
    echo "$((dumped - began)) $((restored - dumped))"
}

failed() {
    echo "criu $1 failed"
    tail --lines=20 "$images/$1.log"
    exit 1
}

stop() {
    local pid='' rule
    [[ ! -f $directory/pid ]] || pid=$(<"$directory/pid")
    if [[ -n $pid ]] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep --quiet "^$root/"; then
        kill -KILL "$pid"
    fi
    # What CRIU puts in the way of packets stays when a restore fails.
    iptables-save --table filter | grep --extended-regexp -- "--[sd]port $1 .*-j DROP" | while read -r -a rule; do
        iptables --delete "${rule[@]:1}"
    done || true
    if mountpoint --quiet "$root"; then
        ctr --namespace k8s.io images unmount --rm "$root" >"$directory/unmount.log"
    fi
    rm -rf --one-file-system -- "$directory"
}

"$@"

# One cgroup for each machine of the cluster, in every hierarchy: what runs in it, pods included, is found and ended by it.
# shellcheck shell=bash

CGROUP_MOUNT=/sys/fs/cgroup

# "v1" for a machine with one directory for each controller, "v2" for the unified tree.
cgroup_version() {
    if [[ -f $CGROUP_MOUNT/cgroup.controllers ]]; then echo v2; else echo v1; fi
}

# Prints the top of each hierarchy.
cgroup_hierarchies() {
    local hierarchy
    if [[ $(cgroup_version) == v2 ]]; then
        echo "$CGROUP_MOUNT"
        return
    fi
    for hierarchy in "$CGROUP_MOUNT"/*/; do
        # cpu and cpu,cpuacct may be links to one hierarchy.
        [[ -L ${hierarchy%/} || ! -f ${hierarchy}cgroup.procs ]] || echo "${hierarchy%/}"
    done
}

# cgroup_make MACHINE
cgroup_make() {
    local hierarchy path part
    for hierarchy in $(cgroup_hierarchies); do
        path=$hierarchy
        # "system" holds the machine's own processes: on v2 only a leaf may hold any.
        for part in ${CGROUP//\// } "$1" system; do
            if [[ $(cgroup_version) == v2 ]]; then
                cgroup_delegate "$path"
            fi
            path+=/$part
            mkdir -p "$path"
            # On v1 a new cpuset is empty, and nothing can be put in it.
            [[ ! -e $path/cpuset.mems || $(cgroup_version) == v2 ]] || {
                cat "$hierarchy/cpuset.cpus" >"$path/cpuset.cpus"
                cat "$hierarchy/cpuset.mems" >"$path/cpuset.mems"
            }
        done
    done
}

# Offers every controller of this v2 cgroup to those below it.
cgroup_delegate() {
    local controller
    for controller in $(<"$1/cgroup.controllers"); do
        echo "+$controller" >"$1/cgroup.subtree_control" 2>/dev/null || true
    done
}

# cgroup_join MACHINE: puts the calling shell into the machine's cgroup; everything that it starts is in there too.
cgroup_join() {
    local hierarchy
    for hierarchy in $(cgroup_hierarchies); do
        echo "$BASHPID" >"$hierarchy/$CGROUP/$1/system/cgroup.procs"
    done
}

# cgroup_kill [MACHINE]: ends everything in the machine's cgroup, or in the whole cluster's. A frozen process dies only when
# it is thawed, so it gets the signal first.
cgroup_kill() {
    local hierarchy file round state
    for round in {1..100}; do
        local pids=()
        for hierarchy in $(cgroup_hierarchies); do
            [[ -d $hierarchy/$CGROUP${1:+/$1} ]] || continue
            while IFS= read -r file; do
                mapfile -t -O "${#pids[@]}" pids <"$file" || true
            done < <(find "$hierarchy/$CGROUP${1:+/$1}" -name cgroup.procs 2>/dev/null)
        done
        # A process of another pid namespace that is above ours would show as 0.
        ((${#pids[@]})) || return 0
        kill -KILL "${pids[@]}" 2>/dev/null || true
        while IFS= read -r state; do
            case $state in
                */freezer.state) echo THAWED >"$state" ;;
                *) echo 0 >"$state" ;;
            esac 2>/dev/null || true
        done < <(cgroup_hierarchies | while IFS= read -r hierarchy; do
            find "$hierarchy/$CGROUP${1:+/$1}" \( -name freezer.state -o -name cgroup.freeze \) 2>/dev/null
        done)
        sleep 0.05
    done
    die "still running after $round rounds of SIGKILL: ${pids[*]}"
}

# cgroup_remove [MACHINE]: removes the cgroups of the machine, or of the whole cluster, deepest first.
cgroup_remove() {
    local hierarchy path round
    for hierarchy in $(cgroup_hierarchies); do
        path=$hierarchy/$CGROUP${1:+/$1}
        # The kernel may take a moment to let go of a process that has just ended.
        for round in {1..100}; do
            [[ -d $path ]] || break
            find "$path" -depth -type d -exec rmdir {} + 2>/dev/null && break
            sleep 0.05
        done
        [[ ! -d $path ]] || warn "could not remove $path after $round attempts"
        # The one that all clusters share goes with the last.
        rmdir "$hierarchy/${CGROUP%/*}" 2>/dev/null || true
    done
}

# A machine of the cluster: a tree of processes with mount, pid, UTS and IPC namespaces of its own, a root of its own (an
# overlay of the nodes' Debian), and for a node also a network of its own. Its pid 1 reaps orphans and starts the services;
# a service that ends is started again at once. Ending pid 1 ends the machine whole, as when its power is cut.
# shellcheck shell=bash

# machine_service MACHINE SERVICE: makes a service of the commands on standard input.
machine_service() {
    local directory=$STATE/machines/$1/upper/etc/service/$2
    mkdir -p "$directory"
    {
        printf '#!/bin/sh\nexec >>/var/log/machine/%s.log 2>&1\n' "$2"
        cat
    } >"$directory/run"
    chmod 755 "$directory/run"
}

# machine_pid MACHINE: its first process as this machine numbers it; fails when the machine is not running.
machine_pid() {
    local pid started
    read -r pid started 2>/dev/null <"$RUN/$1.pid" || return 1
    [[ $(machine_started "$pid") == "$started" ]] || return 1
    printf '%s\n' "$pid"
}

# machine_started PID: when the process was started, so that another process with its number is not taken for it.
machine_started() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    # The name, in parentheses, may have blanks.
    read -ra stat <<<"${stat##*) }"
    [[ ${stat[0]} == Z ]] || printf '%s\n' "${stat[19]}"
}

# machine_start MACHINE: starts it unless it runs; returns when its services are being started.
machine_start() {
    local machine=$1 namespaces=(--mount --uts --ipc --pid --fork --kill-child) pid
    if machine_pid "$machine" >/dev/null; then
        return
    fi
    say "starting $machine"
    # What a machine that died has left.
    cgroup_kill "$machine"
    if [[ $machine != control-plane ]]; then
        namespaces+=(--net)
        machine_clock "$machine"
    fi
    mkdir -p "$STATE/machines/$machine"/{upper,work,root,containerd,kubelet} "$LOGS/$machine"
    cgroup_make "$machine"
    ln -sfn "$NODE_ROOT" "$STATE/machines/$machine/lower"
    rm -f -- "$RUN/$machine".{pid,born,go}
    mkfifo "$RUN/$machine.go"
    (
        ownership_unlock
        cgroup_join "$machine"
        cd "$STATE/machines/$machine" || exit
        MACHINE=$machine MACHINE_BIN=$KUBERNETES_BIN MACHINE_LOGS=$LOGS/$machine MACHINE_PKI=$PKI \
            MACHINE_BORN=$RUN/$machine.born MACHINE_GO=$RUN/$machine.go \
            exec setsid unshare "${namespaces[@]}" "${MACHINE_CLOCK[@]}" -- \
            bash "$CHECKOUT/e2e/cluster.d/machine-start" >"$LOGS/$machine/machine.log" 2>&1 </dev/null
    ) &
    await 10 "$machine to start (see $LOGS/$machine/machine.log)" test -s "$RUN/$machine.born"
    pid=$(<"$RUN/$machine.born")
    printf '%s %s\n' "$pid" "$(machine_started "$pid")" >"$RUN/$machine.pid"
    if [[ $machine != control-plane ]]; then
        network_connect "$machine" "$pid"
    fi
    # It waits for its network.
    printf 'go\n' >"$RUN/$machine.go"
    rm -f -- "$RUN/$machine".{born,go}
}

# machine_clock MACHINE: sets MACHINE_CLOCK to what gives node-b clocks a day back, or a day on while this machine has been
# up for less than that: a clock cannot be before its start.
machine_clock() {
    local offset=-$CLOCK_OFFSET up
    MACHINE_CLOCK=()
    [[ $1 == node-b ]] || return 0
    if [[ ! -e /proc/self/ns/time ]]; then
        warn "this kernel has no time namespaces: node-b's clocks are node-a's"
        return
    fi
    up=$(cut -d. -f1 /proc/uptime)
    if ((up < CLOCK_OFFSET + 60)); then
        say "this machine has been up for less than a day: node-b's monotonic and boot clocks are a day on, not a day back"
        offset=$CLOCK_OFFSET
    fi
    MACHINE_CLOCK=(--time "--monotonic=$offset" "--boottime=$offset")
}
MACHINE_CLOCK=()

# machine_run MACHINE COMMAND...: runs it in the machine's namespaces, with the machine's root and a plain environment.
machine_run() {
    local machine=$1 pid
    shift
    pid=$(machine_pid "$machine") || die "$machine is not running"
    nsenter --target "$pid" --all --wdns=/ -- \
        env -i HOME=/root TERM="${TERM:-dumb}" PATH=/opt/cluster/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

# machine_stop MACHINE: as when its power is cut.
machine_stop() {
    local pid
    if pid=$(machine_pid "$1"); then
        kill -KILL "$pid" 2>/dev/null || true
        # Its parent, which is in the same cgroup, collects it.
        for _ in {1..40}; do
            [[ -d /proc/$pid ]] || break
            sleep 0.05
        done
    fi
    cgroup_kill "$1"
    cgroup_remove "$1"
    rm -f -- "$RUN/$1".{pid,born,go}
}

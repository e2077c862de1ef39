# Who a running cluster belongs to. The record is in /run, because a cluster does not outlive the machine's boot.
# shellcheck shell=bash

# Only one program changes this cluster at a time, whichever checkout it is from.
ownership_lock() {
    mkdir -p "$RUN"
    exec {OWNERSHIP_LOCK}>"$RUN/lock"
    if ! flock --nonblock "$OWNERSHIP_LOCK"; then
        say "waiting for another $PROGRAM that is changing the cluster '$CLUSTER_NAME'"
        flock --timeout 300 "$OWNERSHIP_LOCK" || die "still locked after 5 minutes: $RUN/lock"
    fi
}

# Ends the lock early for what is started and stays: a child would keep it.
ownership_unlock() { exec {OWNERSHIP_LOCK}>&-; }

ownership_record() { printf '%s\n' "$CHECKOUT" >"$RUN/checkout"; }

ownership_erase() { rm -f -- "$RUN/checkout"; }

# Ends the program when the cluster of this name belongs to another checkout.
ownership_require() {
    local owner=''
    [[ ! -f $RUN/checkout ]] || owner=$(<"$RUN/checkout")
    [[ -z $owner || $owner == "$CHECKOUT" ]] && return
    if [[ ! -d $owner ]]; then
        say "the checkout that started this cluster is gone ($owner): taking it over"
        return
    fi
    die "the cluster '$CLUSTER_NAME' belongs to the checkout $owner: run '$owner/e2e/cluster down' there," \
        "or set DROVER_CLUSTER_NAME and DROVER_CLUSTER_SUBNET for a second cluster"
}

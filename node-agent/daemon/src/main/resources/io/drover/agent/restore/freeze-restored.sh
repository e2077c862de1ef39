#!/bin/sh
# CRIU runs this at each step of a restore. At the last one before the processes run, it freezes their control group: they
# stay frozen until the node agent lets them go. CRIU itself is started in that group and is moved out first.
# Shell builtins only: every process that would be started here makes the pause of the moved process longer.
[ "$CRTOOLS_SCRIPT_ACTION" = pre-resume ] || exit 0

# group_of PID: sets $group to the directory of its control group that freezes.
group_of() {
    group=
    while IFS=: read -r _ controllers path; do
        case $controllers in
        freezer) group=/sys/fs/cgroup/freezer$path top=/sys/fs/cgroup/freezer file=freezer.state word=FROZEN && return ;;
        '') [ ! -e /sys/fs/cgroup/cgroup.controllers ] ||
            { group=/sys/fs/cgroup$path top=/sys/fs/cgroup file=cgroup.freeze word=1; } ;;
        esac
    done <"/proc/$1/cgroup"
}

parent_of() {
    parent=
    while read -r key value; do
        [ "$key" != PPid: ] || { parent=$value && return; }
    done <"/proc/$1/status"
}

group_of "$CRTOOLS_INIT_PID"
restored=$group
pid=$$
while group_of "$pid" && [ "$group" = "$restored" ]; do
    parent_of "$pid"
    echo "$pid" >"$top/cgroup.procs" || break
    pid=$parent
done
if [ -z "$restored" ] || ! echo "$word" >"$restored/$file"; then
    # What could not be frozen must not run.
    kill -KILL "$CRTOOLS_INIT_PID"
    exit 1
fi

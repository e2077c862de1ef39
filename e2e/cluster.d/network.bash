# The bridge that stands for the network between the machines, and the routes to the pods of each node.
# shellcheck shell=bash

network_up() {
    if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
        network_require_free
        ip link add "$BRIDGE" type bridge forward_delay 0
    fi
    ip address replace "$CONTROL_ADDRESS/24" dev "$BRIDGE"
    ip link set "$BRIDGE" up
    network_firewall_open
}

# Somebody else's route to our addresses would be cut off by ours.
network_require_free() {
    local network used
    for network in "$NODE_NETWORK" "$POD_NETWORK"; do
        used=$(ip -4 route show root "$network")
        [[ -z $used ]] || die "this machine already has a route into $network: '$used'; choose another DROVER_CLUSTER_SUBNET (0 to 63)"
    done
}

# Where the machine's bridges pass through its firewall, packets between the nodes must be let through.
network_firewall_open() {
    [[ $(cat /proc/sys/net/bridge/bridge-nf-call-iptables 2>/dev/null) == 1 ]] && command -v iptables >/dev/null || return 0
    iptables -C FORWARD -i "$BRIDGE" -o "$BRIDGE" -j ACCEPT 2>/dev/null || iptables -I FORWARD -i "$BRIDGE" -o "$BRIDGE" -j ACCEPT
}

network_firewall_close() {
    command -v iptables >/dev/null || return 0
    while iptables -D FORWARD -i "$BRIDGE" -o "$BRIDGE" -j ACCEPT 2>/dev/null; do :; done
}

# network_connect NODE PID: a cable from the bridge into the network namespace of PID.
network_connect() {
    local node=$1 pid=$2 link other
    link=$(node_link "$node")
    ip link delete "$link" 2>/dev/null || true
    ip link add "$link" type veth peer name eth0 netns "/proc/$pid/ns/net"
    ip link set "$link" master "$BRIDGE" up
    nsenter --target "$pid" --net ip link set lo up
    nsenter --target "$pid" --net ip address add "$(node_address "$node")/24" dev eth0
    nsenter --target "$pid" --net ip link set eth0 up
    nsenter --target "$pid" --net ip route add default via "$CONTROL_ADDRESS"
    for other in "${NODES[@]}"; do
        [[ $other == "$node" ]] ||
            nsenter --target "$pid" --net ip route add "$(node_pods "$other")" via "$(node_address "$other")"
    done
    ip route replace "$(node_pods "$node")" via "$(node_address "$node")" dev "$BRIDGE"
}

# The routes and the nodes' cables go with the bridge and with the nodes' namespaces; what a crash left goes here.
network_down() {
    local node
    for node in "${NODES[@]}"; do
        ip link delete "$(node_link "$node")" 2>/dev/null || true
    done
    ip link delete "$BRIDGE" 2>/dev/null || true
    network_firewall_close
}

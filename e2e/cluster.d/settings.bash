# The names, addresses and paths of one test cluster. All of them follow from its name and its subnet, so that two clusters
# can be up side by side.
# shellcheck shell=bash disable=SC2034  # the other parts use these

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
CLUSTER_NAME=${DROVER_CLUSTER_NAME:-e2e}
CLUSTER_SUBNET=${DROVER_CLUSTER_SUBNET:-0}

[[ $CLUSTER_NAME =~ ^[a-z][a-z0-9]{0,7}$ ]] ||
    die "DROVER_CLUSTER_NAME is '$CLUSTER_NAME', but must be one to eight lower case letters and digits, a letter first"
[[ $CLUSTER_SUBNET =~ ^([0-9]|[1-5][0-9]|6[0-3])$ ]] ||
    die "DROVER_CLUSTER_SUBNET is '$CLUSTER_SUBNET', but must be a number from 0 to 63"

# State that belongs to the checkout; a record that belongs to the machine and ends with it.
STATE=$CHECKOUT/build/cluster
[[ $CLUSTER_NAME == e2e ]] || STATE=$CHECKOUT/build/cluster-$CLUSTER_NAME
PKI=$STATE/pki
LOGS=$STATE/logs
ADMIN_KUBECONFIG=$STATE/admin.kubeconfig
RUN=/run/drover-e2e/$CLUSTER_NAME

NODES=(node-a node-b)
MACHINES=(control-plane "${NODES[@]}")

# The control plane is in the root network namespace and binds to this one address of the bridge.
BRIDGE=drover-$CLUSTER_NAME
CONTROL_ADDRESS=10.88.$CLUSTER_SUBNET.1
NODE_NETWORK=10.88.$CLUSTER_SUBNET.0/24
API_SERVER=https://$CONTROL_ADDRESS:6443
POD_NETWORK=10.99.$((4 * CLUSTER_SUBNET)).0/22
SERVICE_NETWORK=10.96.0.0/16
SERVICE_API_ADDRESS=10.96.0.1
CLUSTER_DOMAIN=cluster.local

# One cgroup of this name in every hierarchy; below it, one for each machine.
CGROUP=drover-e2e/$CLUSTER_NAME

PAUSE_IMAGE=docker.io/drover-e2e/pause:1
CHECKPOINT_LABEL=dakr.devzero.io/checkpoint-node=true

# A day in seconds: how far node-b's monotonic and boot clocks are from node-a's.
CLOCK_OFFSET=86400

# node_index NODE: 1 for node-a, 2 for node-b.
node_index() {
    case $1 in
        node-a) echo 1 ;;
        node-b) echo 2 ;;
        *) die "there is no node '$1', only ${NODES[*]}" ;;
    esac
}

node_address() { echo "10.88.$CLUSTER_SUBNET.1$(node_index "$1")"; }
node_pods() { echo "10.99.$((4 * CLUSTER_SUBNET + $(node_index "$1"))).0/24"; }
node_link() { echo "dv-$CLUSTER_NAME-${1#node-}"; }

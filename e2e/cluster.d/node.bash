# A node: containerd, the kubelet and kube-proxy as services of a machine that looks like one of its own, with settings in
# containerd's file that are its administrator's and must survive whoever edits that file.
# shellcheck shell=bash

# node_configure NODE: writes what the node needs before it starts.
node_configure() {
    local node=$1 root=$STATE/machines/$1/upper
    mkdir -p "$root"/etc/{containerd,cni/net.d,kubernetes/pki}
    pki_kubeconfig "$node" "$root/etc/kubernetes/kubelet.conf"
    pki_kubeconfig kube-proxy "$root/etc/kubernetes/kube-proxy.conf"
    install -m 600 "$PKI/ca.crt" "$root/etc/kubernetes/pki/ca.crt"
    install -m 600 "$PKI/$node-serving.crt" "$root/etc/kubernetes/pki/kubelet.crt"
    install -m 600 "$PKI/$node-serving.key" "$root/etc/kubernetes/pki/kubelet.key"

    node_containerd_settings >"$root/etc/containerd/config.toml"
    node_pod_network "$node" >"$root/etc/cni/net.d/10-pods.conflist"
    node_kubelet_settings "$node" >"$root/etc/kubernetes/kubelet.yaml"
    node_proxy_settings "$node" >"$root/etc/kubernetes/kube-proxy.yaml"

    machine_service "$node" containerd <<'END'
exec containerd
END
    machine_service "$node" kubelet <<END
until [ -S /run/containerd/containerd.sock ]; do sleep 0.1; done
exec kubelet --config=/etc/kubernetes/kubelet.yaml --kubeconfig=/etc/kubernetes/kubelet.conf --hostname-override=$node \\
    --node-ip=$(node_address "$node")
END
    machine_service "$node" kube-proxy <<END
exec kube-proxy --config=/etc/kubernetes/kube-proxy.yaml --hostname-override=$node
END
}

# The administrator's own settings: an image of his for sandboxes, a runtime of his, and what this kernel asks for.
node_containerd_settings() {
    cat <<END
# The administrator's settings of this node.
version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "$PAUSE_IMAGE"
  # Root here may lack CAP_SYS_RESOURCE.
  restrict_oom_score_adj = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"

  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

    # The administrator's own runtime: the same runc, its log in JSON at a place of his.
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.house]
      runtime_type = "io.containerd.runc.v2"
      pod_annotations = ["house.example/*"]

      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.house.options]
        BinaryName = "/usr/sbin/runc"
END
}

node_pod_network() {
    jq -n --arg subnet "$(node_pods "$1")" '{
        cniVersion: "0.4.0", name: "pods", plugins: [
            {type: "ptp", ipMasq: false, mtu: 1500, ipam: {
                type: "host-local", ranges: [[{subnet: $subnet}]], routes: [{dst: "0.0.0.0/0"}]}},
            {type: "portmap", capabilities: {portMappings: true}}]}'
}

node_kubelet_settings() {
    cat <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}
  webhook: {enabled: true}
authorization: {mode: Webhook}
tlsCertFile: /etc/kubernetes/pki/kubelet.crt
tlsPrivateKeyFile: /etc/kubernetes/pki/kubelet.key
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP/$1
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
evictionHard: {imagefs.available: "1%", nodefs.available: "1%", memory.available: 100Mi}
imageGCHighThresholdPercent: 100
nodeStatusUpdateFrequency: 5s
resolvConf: /etc/resolv.conf
clusterDomain: $CLUSTER_DOMAIN
END
}

# A network namespace of its own cannot change the machine's connection tracking limits: kube-proxy must leave them.
node_proxy_settings() {
    cat <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clientConnection: {kubeconfig: /etc/kubernetes/kube-proxy.conf}
clusterCIDR: $POD_NETWORK
bindAddress: $(node_address "$1")
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
iptables: {minSyncPeriod: 0s, syncPeriod: 30s}
END
}

# node_import NODE FILE: loads an OCI or docker archive into the node's containerd, for the kubelet to use.
node_import() {
    machine_run "$1" ctr --namespace k8s.io images import --digests=false - <"$2"
}

# node_finish NODE: waits until the node takes pods, and gives it the label that is its administrator's to give.
node_finish() {
    local node=$1
    await 60 "$node to register" admin_kubectl get node "$node"
    admin_kubectl label --overwrite node "$node" "$CHECKPOINT_LABEL" >/dev/null
    await 90 "$node to be Ready" node_is_ready "$node"
    await 30 "kube-proxy of $node to write its rules" node_reaches_services "$node"
}

node_is_ready() {
    [[ $(admin_kubectl get node "$1" --output=jsonpath='{.status.conditions[?(@.type=="Ready")].status}') == True ]]
}

node_reaches_services() {
    machine_run "$1" iptables --table nat --list KUBE-SERVICES --numeric | grep -q "$SERVICE_API_ADDRESS"
}

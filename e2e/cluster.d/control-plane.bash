# The control plane: etcd, the API server, the controller manager and the scheduler, each a supervised service with its own
# certificate. They check one another's certificates, and nothing is allowed that a real cluster would not allow.
# shellcheck shell=bash

# Writes what they need to know before the machine starts.
control_plane_configure() {
    local name pki=/etc/kubernetes/pki
    for name in kube-controller-manager kube-scheduler; do
        pki_kubeconfig "$name" "$PKI/$name.kubeconfig"
    done

    machine_service control-plane etcd <<END
exec etcd --name=etcd --data-dir=/var/lib/etcd --unsafe-no-fsync --logger=zap \\
    --listen-client-urls=https://$CONTROL_ADDRESS:2379 --advertise-client-urls=https://$CONTROL_ADDRESS:2379 \\
    --cert-file=$pki/etcd.crt --key-file=$pki/etcd.key --trusted-ca-file=$pki/etcd-ca.crt --client-cert-auth \\
    --listen-peer-urls=https://$CONTROL_ADDRESS:2380 --initial-advertise-peer-urls=https://$CONTROL_ADDRESS:2380 \\
    --initial-cluster=etcd=https://$CONTROL_ADDRESS:2380 \\
    --peer-cert-file=$pki/etcd.crt --peer-key-file=$pki/etcd.key --peer-trusted-ca-file=$pki/etcd-ca.crt --peer-client-cert-auth
END
    machine_service control-plane kube-apiserver <<END
exec kube-apiserver --bind-address=$CONTROL_ADDRESS --advertise-address=$CONTROL_ADDRESS --allow-privileged=true \\
    --tls-cert-file=$pki/kube-apiserver.crt --tls-private-key-file=$pki/kube-apiserver.key --client-ca-file=$pki/ca.crt \\
    --etcd-servers=https://$CONTROL_ADDRESS:2379 --etcd-cafile=$pki/etcd-ca.crt \\
    --etcd-certfile=$pki/etcd-client.crt --etcd-keyfile=$pki/etcd-client.key \\
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \\
    --service-account-issuer=https://kubernetes.default.svc.$CLUSTER_DOMAIN \\
    --service-account-key-file=$pki/service-account.pub --service-account-signing-key-file=$pki/service-account.key \\
    --service-cluster-ip-range=$SERVICE_NETWORK \\
    --kubelet-certificate-authority=$pki/ca.crt --kubelet-preferred-address-types=InternalIP \\
    --kubelet-client-certificate=$pki/kubelet-client.crt --kubelet-client-key=$pki/kubelet-client.key \\
    --enable-aggregator-routing=true --requestheader-client-ca-file=$pki/front-proxy-ca.crt \\
    --requestheader-allowed-names=front-proxy-client --requestheader-extra-headers-prefix=X-Remote-Extra- \\
    --requestheader-group-headers=X-Remote-Group --requestheader-username-headers=X-Remote-User \\
    --proxy-client-cert-file=$pki/front-proxy-client.crt --proxy-client-key-file=$pki/front-proxy-client.key
END
    machine_service control-plane kube-controller-manager <<END
exec kube-controller-manager --bind-address=$CONTROL_ADDRESS --leader-elect=false --use-service-account-credentials=true \\
    --kubeconfig=$pki/kube-controller-manager.kubeconfig \\
    --authentication-kubeconfig=$pki/kube-controller-manager.kubeconfig \\
    --authorization-kubeconfig=$pki/kube-controller-manager.kubeconfig \\
    --tls-cert-file=$pki/kube-controller-manager.crt --tls-private-key-file=$pki/kube-controller-manager.key \\
    --client-ca-file=$pki/ca.crt --root-ca-file=$pki/ca.crt --service-account-private-key-file=$pki/service-account.key \\
    --cluster-signing-cert-file=$pki/ca.crt --cluster-signing-key-file=$pki/ca.key --allocate-node-cidrs=false
END
    machine_service control-plane kube-scheduler <<END
exec kube-scheduler --bind-address=$CONTROL_ADDRESS --leader-elect=false --kubeconfig=$pki/kube-scheduler.kubeconfig \\
    --authentication-kubeconfig=$pki/kube-scheduler.kubeconfig --authorization-kubeconfig=$pki/kube-scheduler.kubeconfig \\
    --tls-cert-file=$pki/kube-scheduler.crt --tls-private-key-file=$pki/kube-scheduler.key --client-ca-file=$pki/ca.crt
END
}

# Waits until the API server answers, then grants what an installer of Kubernetes grants.
control_plane_finish() {
    await 60 "the API server to be ready" admin_kubectl get --raw=/readyz
    admin_kubectl apply --filename=- >/dev/null <<'END'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "kube-apiserver:kubelet-api-admin"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:kubelet-api-admin"}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: kube-apiserver-kubelet-client}]
END
}

# The cluster's certificates: one CA for the cluster, one for etcd, one for the front proxy, and a key for service accounts.
# Made anew for each new cluster, good for 30 days.
# shellcheck shell=bash

PKI_DAYS=30

pki_make() {
    local node
    mkdir -p "$PKI"
    chmod 700 "$PKI"
    pki_authority ca kubernetes
    pki_authority etcd-ca etcd
    pki_authority front-proxy-ca front-proxy

    pki_certificate etcd-ca etcd etcd '' "IP:$CONTROL_ADDRESS"
    pki_certificate etcd-ca etcd-client kube-apiserver ''
    pki_certificate ca kube-apiserver kube-apiserver '' \
        "IP:$CONTROL_ADDRESS,IP:$SERVICE_API_ADDRESS,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.$CLUSTER_DOMAIN"
    pki_certificate ca kubelet-client kube-apiserver-kubelet-client ''
    pki_certificate front-proxy-ca front-proxy-client front-proxy-client ''
    pki_certificate ca kube-controller-manager system:kube-controller-manager '' "IP:$CONTROL_ADDRESS"
    pki_certificate ca kube-scheduler system:kube-scheduler '' "IP:$CONTROL_ADDRESS"
    pki_certificate ca kube-proxy system:kube-proxy ''
    pki_certificate ca admin admin system:masters
    for node in "${NODES[@]}"; do
        pki_certificate ca "$node" "system:node:$node" system:nodes
        pki_certificate ca "$node-serving" "system:node:$node" system:nodes "IP:$(node_address "$node"),DNS:$node"
    done

    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$PKI/service-account.key" 2>/dev/null ||
        openssl genrsa -out "$PKI/service-account.key" 2048 2>/dev/null
    openssl rsa -in "$PKI/service-account.key" -pubout -out "$PKI/service-account.pub" 2>/dev/null
}

# pki_authority FILE NAME
pki_authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days "$PKI_DAYS" -subj "/CN=$2" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature \
        -keyout "$PKI/$1.key" -out "$PKI/$1.crt" 2>/dev/null
}

# pki_certificate AUTHORITY FILE NAME GROUP [SUBJECT-ALTERNATIVE-NAMES]: for clients, and for servers where it has names.
# RSA, because the Java client takes a PKCS #8 key of a kubeconfig for RSA whatever it is.
pki_certificate() {
    local authority=$1 file=$2 name=$3 group=$4 names=${5:-} subject extensions
    subject=/CN=$name
    [[ -z $group ]] || subject=/O=$group/CN=$name
    extensions=$'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth'
    [[ -z $names ]] || extensions+=$',serverAuth\nsubjectAltName='$names
    openssl req -new -newkey rsa:2048 -nodes -subj "$subject" -keyout "$PKI/$file.key" 2>/dev/null |
        openssl x509 -req -days "$PKI_DAYS" -CA "$PKI/$authority.crt" -CAkey "$PKI/$authority.key" \
            -extfile <(printf '%s\n' "$extensions") -out "$PKI/$file.crt" 2>/dev/null
}

# pki_kubeconfig CERTIFICATE FILE: a kubeconfig that needs no other file, verifies the API server, and shows CERTIFICATE.
pki_kubeconfig() {
    (umask 077 && cat >"$2") <<END
apiVersion: v1
kind: Config
current-context: drover-$CLUSTER_NAME
clusters:
  - name: drover-$CLUSTER_NAME
    cluster:
      server: $API_SERVER
      certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
  - name: $1
    user:
      client-certificate-data: $(base64 -w0 "$PKI/$1.crt")
      client-key-data: $(base64 -w0 "$PKI/$1.key")
contexts:
  - name: drover-$CLUSTER_NAME
    context: {cluster: drover-$CLUSTER_NAME, user: $1}
END
}

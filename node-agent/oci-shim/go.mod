module drover.dev/oci-shim

go 1.24

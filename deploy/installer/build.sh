#!/bin/sh
# Builds the installer into build/drover-installer: static, reproducible, with the version stamped in.
# VERSION is taken from the environment; GO names the go command.
set -eu
cd "$(dirname "$0")"
mkdir -p build
CGO_ENABLED=0 "${GO:-go}" build -trimpath -buildvcs=false \
    -ldflags "-s -w -X main.version=${VERSION:-0.1.0-SNAPSHOT}" -o build/drover-installer .

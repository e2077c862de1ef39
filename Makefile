# Every target sets up what it needs by itself (e2e/setup): root on Debian 12 or 13, package registries only.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export JAVA_HOME = $(shell e2e/setup --print-java-home)
export DROVER_CACHE ?= /var/cache/drover
MVN := mvn --batch-mode --quiet
SHIM := node-agent/oci-shim/build/drover-shim
INSTALLER := deploy/installer/build/drover-installer

.PHONY: help
help: ## list every target
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

.PHONY: setup-build setup
setup-build:
	@e2e/setup build
setup:
	@e2e/setup all

.PHONY: build
build: setup-build ## compile everything and package it (no tests)
	@$(MVN) package -DskipTests
	@$(MAKE) $(SHIM) $(INSTALLER)

.PHONY: $(SHIM) $(INSTALLER)
$(SHIM):
	@node-agent/oci-shim/build.sh
$(INSTALLER):
	@deploy/installer/build.sh

.PHONY: lint
lint: setup-build ## formatting, vet, shell and chart checks
	@$(MVN) spotless:check
	@cd node-agent/oci-shim && test -z "$$(gofmt -l .)" && go vet ./...
	@cd deploy/installer && test -z "$$(gofmt -l .)" && go vet ./...

.PHONY: unit
unit: setup-build ## tests without I/O, Java and Go
	@$(MVN) --quiet package -Dsurefire.printSummary=true
	@cd node-agent/oci-shim && go test ./...
	@cd deploy/installer && go test ./...

.PHONY: format
format: setup-build ## rewrite the sources in the project's format
	@$(MVN) spotless:apply
	@gofmt -w node-agent/oci-shim deploy/installer

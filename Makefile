# Every target sets up what it needs by itself (e2e/setup): root on Debian 12 or 13, package registries only.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export DROVER_CACHE ?= /var/cache/drover
# Looked up when a target needs them, not when make starts.
export JAVA_HOME = $(shell e2e/setup --print-java-home)
export GO = $(shell e2e/setup --print-go)
MVN = mvn --batch-mode --quiet
MOVES ?= 10
GO_MODULES := node-agent/oci-shim deploy/installer

.PHONY: help
help: ## list every target
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-18s %s\n", $$1, $$2}'

.PHONY: setup-build
setup-build:
	@e2e/setup build

.PHONY: build
build: setup-build ## compile everything and package it, without tests
	@$(MVN) package -DskipTests
	@node-agent/oci-shim/build.sh
	@deploy/installer/build.sh

.PHONY: lint
lint: setup-build ## formatting, vet and shell checks
	@$(MVN) spotless:check
	@for module in $(GO_MODULES); do (cd $$module && test -z "$$($$(dirname "$$($(GO) env GOROOT)/bin/x")/gofmt -l .)" && $(GO) vet ./...); done
	@git ls-files -co --exclude-standard | xargs file --mime-type 2>/dev/null | awk -F: '/x-shellscript/ {print $$1}' | xargs --no-run-if-empty shellcheck --severity=warning

.PHONY: unit
unit: setup-build ## tests without I/O, Java and Go
	@mvn --batch-mode package
	@for module in $(GO_MODULES); do (cd $$module && $(GO) test ./...); done

.PHONY: it
it: setup-build ## tests against real kernels, runtimes and API servers
	@e2e/deploy --without-drover
	@deploy/chart/check
	@mvn --batch-mode verify -Pit -Ddrover.skip.unit=true

.PHONY: cluster-check
cluster-check: ## checks of the test cluster itself, on a second one beside it
	@e2e/setup cluster
	@e2e/cluster-check

.PHONY: e2e
e2e: ## stories against the two-node cluster
	@e2e/deploy
	@mvn --batch-mode --projects e2e --also-make verify -Pstories -Ddrover.skip.unit=true

.PHONY: test
test: lint unit it cluster-check e2e ## everything that must be green

.PHONY: demo
demo: ## a Redis moves to another node while a client counts
	@e2e/demo

.PHONY: bench-migration
bench-migration: ## freeze and client gap of a moved Redis, beside CRIU alone; MOVES=10
	@e2e/deploy
	@$(MVN) --projects bench --also-make package -DskipTests
	@"$$JAVA_HOME/bin/java" -cp 'bench/target/*:bench/target/lib/*' io.drover.bench.migration.MigrationBenchmark $(MOVES)

.PHONY: golden
golden: setup-build ## rewrite golden files; review them as a diff
	@$(MVN) package -Ddrover.golden=write

.PHONY: format
format: setup-build ## rewrite the sources in the project's format
	@$(MVN) spotless:apply
	@for module in $(GO_MODULES); do (cd $$module && $(GO) fmt ./...); done

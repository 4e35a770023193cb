# Every task of the project in one place; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory
export DOTNET_NOLOGO := 1
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_CLI_UI_LANGUAGE := en
# One configuration for everything, so nothing is built twice.
export CONFIGURATION ?= Release

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## the demo: broker, Detect, sample generator and alarm feed in one process
	@TOCSIN_COMMAND='make -s tocsin ARGS=' exec eng/start.sh Tocsin.Cli up --demo $(ARGS)

.PHONY: test
test: build ## all tests; ARGS="--filter ..." narrows them
	@exec eng/test.sh -- $(ARGS)

.PHONY: integration
integration: build ## the tests with a real client and broker; TOCSIN_BOOTSTRAP=host:port takes a running one
	@exec eng/test.sh tests/Integration -- $(ARGS)

.PHONY: vectors
vectors: build ## the recorded rule scenarios; TOCSIN_VECTORS=folder takes others
	@exec eng/test.sh topology-tests -- --filter Category=Vectors $(ARGS)

.PHONY: simulate
simulate: SEEDS ?= 10000
simulate: build ## the runtime under simulated crashes; SEEDS=10000 of them, or the one of SEED=
	@TOCSIN_SEEDS=$(SEEDS) TOCSIN_SEED=$(SEED) exec eng/test.sh topology-tests -- --filter Category=Simulation $(ARGS)

.PHONY: soak
soak: MINUTES ?= 10
soak: build ## instances killed under load for MINUTES=10; TOCSIN_BOOTSTRAP=host:port takes a running Kafka
	@exec eng/soak.sh $(MINUTES)

.PHONY: fuzz
fuzz: COUNT ?= 10000000
fuzz: build ## random and mutated input; COUNT=10000000 inputs
	@TOCSIN_FUZZ=$(COUNT) exec eng/test.sh -- --filter Category=Fuzz $(ARGS)

.PHONY: bench
bench: build ## benchmarks; ARGS="engine decode memory garbage check rules converge audit end-to-end deliver chain" chooses
	@exec eng/start.sh Tocsin.Benchmarks $(ARGS)

.PHONY: tocsin
tocsin: ## the command line from this checkout: make -s tocsin ARGS="check rules.yml"
	@eng/build.sh >&2
	@TOCSIN_COMMAND='make -s tocsin ARGS=' exec eng/start.sh Tocsin.Cli $(ARGS)

.PHONY: build
build: setup ## compile everything
	@exec eng/build.sh

.PHONY: setup
setup: ## check the SDK and provide the native Kafka library
	@eng/sdk.sh
	@exec eng/native.sh

.PHONY: protos
protos: ## lint the protobuf files and check that old readers still understand them
	@exec eng/protos.sh

.PHONY: format
format: setup ## bring the code into the style of .editorconfig
	@dotnet format Pipeline.sln --verbosity quiet

.PHONY: clean
clean: ## remove everything built
	@rm -rf artifacts

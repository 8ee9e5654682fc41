# fusebox: `make` lists what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
RELEASE := .build-release/release/fusebox

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

demo: tools-run $(RELEASE) ## two minutes of a real incident, with nothing to configure
	$(RELEASE) demo

build: tools-run $(RELEASE) ## the release program, in .build-release/release/fusebox

$(RELEASE): Package.swift $(shell find Sources themes scenarios -type f)
	swift build --configuration release --static-swift-stdlib --scratch-path .build-release \
	  --product fusebox

test: tools-run tools-test ## every test, real servers on loopback included
	swift build --build-tests
	swift test --skip-build
	FUSEBOX=$(CURDIR)/.build/debug/fusebox Tests/EndToEnd/run.py

lint: ## format and style
	swift format lint --strict --recursive Package.swift Sources Tests themes scenarios

bench: tools-run tools-bench $(RELEASE) ## the figures of the built program, beside their budgets
	swift build --configuration release --static-swift-stdlib --scratch-path .build-release \
	  --product FuseboxBenchmarks
	Tests/Scripts/bench.py $(RELEASE)

soak: tools-run $(RELEASE) ## two hundred rounds of kill -9 against the store
	FUSEBOX_KILL_ROUNDS=200 FUSEBOX=$(CURDIR)/$(RELEASE) Tests/EndToEnd/run.py test_kill

model: tools-run ## 100,000 random steps at the breakers: what the board says is what happens
	FUSEBOX_MODEL_STEPS=12500 swift test --filter BreakerModelTests

sanitize: tools-run tools-test ## thread sanitizer over Core, Agent, Net, Listener and Store
	@# One test at a time: instrumented, they would starve each other of the two threads of the pool.
	FUSEBOX_TSAN=1 swift test --sanitize=thread --scratch-path .build-tsan --no-parallel \
	  --filter 'FuseboxCoreTests|FuseboxAgentTests|FuseboxNetTests|FuseboxListenerTests|FuseboxStoreTests'

tools-run:
	@Tests/Scripts/install libncursesw5-dev libcurl4-openssl-dev libsqlite3-dev redis-server

tools-test:
	@Tests/Scripts/install tmux openssl python3

tools-bench:
	@Tests/Scripts/install prometheus-blackbox-exporter

.PHONY: help demo build test lint bench soak model sanitize tools-run tools-test tools-bench

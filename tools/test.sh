#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests, ending with one line "N passed, N failed, N skipped".
set -euo pipefail
usage="usage: tools/test.sh [--quick] [--check] [--no-install] [LABEL...]
  --quick       only what needs neither a picture nor a window: floors, domain, assets
  --check       with address and undefined-behaviour sanitizers
  --no-install  take the packages as they are
  LABEL         such as floors, domain, assets, render, cli, interface, ui (default: all there are)"
preset=dev install=1 labels=()
while (($#)); do
    case $1 in
    --quick) labels=(floors domain assets) ;;
    --check) preset=check ;;
    --no-install) install=0 ;;
    -h | --help) echo "$usage"; exit 0 ;;
    -*) echo "$usage" >&2; exit 2 ;;
    *) labels+=("$1") ;;
    esac
    shift
done
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

((install)) && install_packages build run test
build "$preset"

if ((!${#labels[@]})); then
    # All labels, the quick ones first: a fault there says most.
    mapfile -t found < <(ctest --test-dir "build/$preset" --print-labels | sed -n 's/^  //p')
    for label in floors domain assets render cli interface ui "${found[@]}"; do
        [[ " ${found[*]} " == *" $label "* && " ${labels[*]} " != *" $label "* ]] && labels+=("$label")
    done
fi
results="build/$preset/results"
rm -rf "$results"
mkdir -p "$results"
for label in "${labels[@]}"; do
    say "Tests: $label"
    # The report reads what the test programs print; ctest's own exit code adds nothing to it.
    ctest --test-dir "build/$preset" -V -L "^${label}\$" --no-tests=ignore </dev/null 2>&1 |
        python3 tools/test_report.py run "$results/$label.log" || true
done
say "All tests"
python3 tools/test_report.py sum "$results"/*.log

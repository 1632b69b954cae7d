#!/usr/bin/env bash
# Runs clang-tidy (checks in .clang-tidy) over the given source files, or over all of src/. Needs a configured preset dev.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v clang-tidy >/dev/null || { echo "clang-tidy is not installed (Debian: apt-get install clang-tidy)." >&2; exit 1; }
[ -f build/dev/compile_commands.json ] || { echo "Configure first: cmake --preset dev" >&2; exit 1; }
if (($#)); then files=("$@"); else mapfile -t files < <(git ls-files 'src/*.cpp'); fi
printf '%s\0' "${files[@]}" | xargs -0 -n 1 -P "$(nproc)" clang-tidy -p build/dev --quiet

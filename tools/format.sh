#!/usr/bin/env bash
# Formats all C++ files with clang-format; --check only says which ones differ.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v clang-format >/dev/null || { echo "clang-format is not installed (Debian: apt-get install clang-format)." >&2; exit 1; }
mapfile -t files < <(git ls-files 'src/*.[ch]pp' 'tests/*.[ch]pp')
if [ "${1:-}" = --check ]; then
    clang-format --dry-run --Werror "${files[@]}"
    echo "${#files[@]} files are formatted."
else
    clang-format -i "${files[@]}"
fi

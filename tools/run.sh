#!/usr/bin/env bash
# Installs what is missing, builds, and opens Backstory. Without a display it writes a picture tour instead.
set -euo pipefail
usage="usage: tools/run.sh [--tour] [--build-only] [--no-install] [-- ARGUMENTS FOR backstory]
  --tour        write the picture tour to out/tour and do not open a window
  --build-only  stop before starting
  --no-install  take the packages as they are"
tour=0 start=1 install=1
while (($#)); do
    case $1 in
    --tour) tour=1 ;;
    --build-only) start=0 ;;
    --no-install) install=0 ;;
    --) shift; break ;;
    -h | --help) echo "$usage"; exit 0 ;;
    *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

((install)) && install_packages build run
build release
program=build/release/backstory
((start)) || exit 0

if (($#)); then
    exec "$program" "$@"
fi
if ((!tour)) && [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo
    echo "There is no display here, so no window can open. Writing a picture tour instead."
    tour=1
fi
if ((tour)); then
    say "Writing the picture tour to out/tour"
    "$program" tour --out out/tour </dev/null || fail "The picture tour could not be written; the reason is above."
    say "Done: open the pictures in $root/out/tour"
else
    say "Opening Backstory"
    exec "$program"
fi

#!/usr/bin/env bash
# Writes the pictures of the README with the built program. Usage: tools/pictures.sh [PROGRAM]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=${1:-build/release/backstory}
out=docs/pictures
mkdir -p "$out"
picture() {
    local name=$1 size=$2
    shift 2
    "$program" render --out "$out/$name.png" --size "$size" "$@"
}
picture psoas 1200x720 --view psoas --do "highlight psoas; fade others 0.2"
picture front 640x720 --view anterior
picture back 640x720 --view posterior
picture side 640x720 --view right --do "highlight psoas; fade others 0.15"
picture lunge 640x720 --view half_kneeling_lunge --motion half_kneeling_lunge --at 0.5 --do "highlight psoas; fade others 0.3"
picture sit_to_stand_free 640x720 --view sit_to_stand --motion sit_to_stand --at 0.95 --do "highlight psoas; fade others 0.3"
picture sit_to_stand_tight 640x720 --view sit_to_stand --motion sit_to_stand --at 0.95 --tightness 1 --do "highlight psoas; fade others 0.3"
picture skin 640x720 --view three_quarter_back --do "show skin"
picture compare 640x720 --view sit_to_stand --motion sit_to_stand --at 0.95 --tightness 1 --do "compare tight; compare ghost; view motion"
# Few colours are enough for a README, and a quarter of the size.
if command -v convert >/dev/null; then
    for file in "$out"/*.png; do convert "$file" -colors 200 -define png:compression-level=9 "$file"; done
fi

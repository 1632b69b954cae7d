# Shared by run.sh and test.sh: says what it does, installs what is missing, configures and builds.
# Sourced, not run. Works without a terminal, without stdin, as root or with sudo.

set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
started=$SECONDS

say() { printf '\n== %s  [%d:%02d]\n' "$*" $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)); }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# The second column (Debian) or third (Homebrew) of tools/packages.txt for the given groups, without the packages
# that a program already on this machine stands in for.
package_names() {
    local column=$1 group name stand_in
    shift
    for group in "$@"; do
        while read -r name stand_in; do
            if [ -z "$stand_in" ] || ! command -v "$stand_in" >/dev/null; then
                echo "$name"
            fi
        done < <(awk -v group="$group" -v column="$column" \
            '$1 == group && $column != "-" { print $column, $4 }' tools/packages.txt)
    done
}

# Runs a command with its output in a log; shows a sign of life, and the end of the log when it fails.
quietly() {
    local log=$1 what=$2 pid waited=0 code=0
    shift 2
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 1
        waited=$((waited + 1))
        if ((waited % 15 == 0)); then
            printf '   %s: %d s\n' "$what" "$waited"
        fi
    done
    wait "$pid" || code=$?
    if ((code != 0)); then
        tail -n 30 "$log" >&2
        fail "$what failed (the whole log: $log)."
    fi
}

install_debian() {
    local package missing=() as_root=()
    for package in $(package_names 2 "$@"); do
        if [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
            missing+=("$package")
        fi
    done
    if ((${#missing[@]} == 0)); then
        return
    fi
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            fail "Some packages are missing, and this user may not install them. As root, run
    apt-get update && apt-get install --no-install-recommends ${missing[*]}
and start this script again."
        fi
    fi
    # Asked for here, so that the question for a password does not vanish in a log.
    if ((${#as_root[@]})); then
        sudo true || fail "Installing packages needs an administrator's password."
    fi
    say "Installing ${#missing[@]} packages"
    mkdir -p build
    local wait_for_others=(-o DPkg::Lock::Timeout=300)
    quietly build/packages-update.log "Package lists" "${as_root[@]}" apt-get "${wait_for_others[@]}" update
    quietly build/packages-install.log "Packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get \
        "${wait_for_others[@]}" install -y --no-install-recommends "${missing[@]}"
}

# Untested: nobody has run this on a Mac yet.
install_macos() {
    command -v brew >/dev/null || fail "Backstory takes its libraries from Homebrew. Install it from https://brew.sh, then start this script again."
    local package missing=()
    for package in $(package_names 3 "$@"); do
        case $package in
        pip:*)
            [ -d build/python ] || python3 -m venv build/python
            build/python/bin/pip install --quiet "${package#pip:}"
            export PATH="$root/build/python/bin:$PATH"
            ;;
        *) brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package") ;;
        esac
    done
    if ((${#missing[@]})); then
        say "Installing ${#missing[@]} packages with Homebrew"
        brew install "${missing[@]}" </dev/null
    fi
}

# install_packages GROUP...: build, run, test (see packages.txt).
install_packages() {
    case "$(uname -s)" in
    Darwin) install_macos "$@" ;;
    MINGW* | MSYS* | CYGWIN*) fail "On Windows, build with vcpkg (untested):
    git clone https://github.com/microsoft/vcpkg && vcpkg\\bootstrap-vcpkg.bat
    pip install glad2
    set VCPKG_ROOT=... && cmake --preset windows && cmake --build --preset windows
    build\\windows\\Release\\backstory.exe" ;;
    *)
        if command -v apt-get >/dev/null; then
            install_debian "$@"
        else
            echo "This system has no apt-get: install these packages (Debian's names) yourself if the build misses them:"
            package_names 2 "$@" | tr '\n' ' '
            echo
        fi
        ;;
    esac
}

# As many compilers as the machine has cores and memory for (an optimised translation unit takes up to 1.5 GB).
build_jobs() {
    local cores memory_kb jobs
    cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
    memory_kb=$(awk '/MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null || true)
    jobs=$cores
    if [ -n "$memory_kb" ] && ((memory_kb / 1500000 < jobs)); then
        jobs=$((memory_kb / 1500000))
    fi
    echo $((jobs < 1 ? 1 : jobs))
}

# build PRESET: configures when needed and builds, with progress.
build() {
    local preset=$1
    say "Configuring ($preset)"
    mkdir -p build
    quietly "build/configure-$preset.log" "Configuring" cmake --preset "$preset"
    say "Building (a few minutes the first time)"
    cmake --build --preset "$preset" -j "$(build_jobs)" </dev/null ||
        fail "The build failed; the first error is above."
}

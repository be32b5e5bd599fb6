#!/usr/bin/env bash
# Sees to it that what Loa needs to be built is on this machine; with the word `test`, also what its tests need.
# Asks nothing, does nothing when nothing is missing, and else installs, or says in one line what to install.
set -eu

for_tests=no
[ "${1:-}" = test ] && for_tests=yes

# Prints the name of each thing that is missing.
missing() {
    command -v cc >/dev/null || echo compiler
    command -v pkg-config >/dev/null || echo pkg-config
    pkg-config --exists alsa 2>/dev/null || [ -e /usr/include/alsa/asoundlib.h ] || echo alsa-headers
    if [ "$for_tests" = yes ]; then
        command -v pulseaudio >/dev/null || echo pulseaudio
        command -v pactl >/dev/null && command -v parec >/dev/null || echo pulseaudio-utils
        command -v python3 >/dev/null || echo python
        command -v openssl >/dev/null || echo openssl
        # Fedora and Arch have it in /usr/lib64 and /usr/lib, Debian in a folder of the processor's name.
        compgen -G '/usr/lib*/alsa-lib/libasound_module_pcm_pulse.so' >/dev/null ||
            compgen -G '/usr/lib/*/alsa-lib/libasound_module_pcm_pulse.so' >/dev/null || echo alsa-pulse
    fi
}

# Prints the packages of distribution $1 that hold the things $2...
packages() {
    local distribution=$1 thing
    shift
    for thing in "$@"; do
        case "$distribution/$thing" in
            */compiler) echo gcc ;;
            debian/pkg-config) echo pkg-config ;;
            fedora/pkg-config) echo pkgconf-pkg-config ;;
            arch/pkg-config) echo pkgconf ;;
            debian/alsa-headers) echo libasound2-dev ;;
            fedora/alsa-headers) echo alsa-lib-devel ;;
            arch/alsa-headers) echo alsa-lib ;;
            debian/alsa-pulse) echo libasound2-plugins ;;
            fedora/alsa-pulse) echo alsa-plugins-pulseaudio ;;
            arch/alsa-pulse) echo alsa-plugins ;;
            arch/pulseaudio-utils) echo libpulse ;;
            arch/python) echo python ;;
            */python) echo python3 ;;
            *) echo "$thing" ;;
        esac
    done
}

# Runs $@ as root, where that can be done without a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# Installs the things $@ with the package manager of this machine; fails where there is none or it can't.
# The lists of packages are fetched only where the install fails without.
install() {
    if command -v apt-get >/dev/null; then
        local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq)
        # shellcheck disable=SC2046 # one word per package
        as_root "${apt[@]}" install -y --no-install-recommends $(packages debian "$@") || {
            as_root "${apt[@]}" update &&
                as_root "${apt[@]}" install -y --no-install-recommends $(packages debian "$@")
        }
    elif command -v dnf >/dev/null; then
        # shellcheck disable=SC2046
        as_root dnf install -y -q $(packages fedora "$@")
    elif command -v pacman >/dev/null; then
        # shellcheck disable=SC2046
        as_root pacman -S --needed --noconfirm $(packages arch "$@")
    else
        return 1
    fi
}

if ! command -v cargo >/dev/null; then
    echo "Loa needs Rust 1.94 or later; install it from https://rustup.rs and run this again." >&2
    exit 1
fi

wanted=$(missing)
[ -z "$wanted" ] && exit 0
# shellcheck disable=SC2086 # one word per thing
set -- $wanted
if install "$@" >/dev/null 2>&1 && [ -z "$(missing)" ]; then
    echo "Installed what was missing: $*." >&2
    exit 0
fi

echo "Please install what Loa needs:" \
    "Debian, Ubuntu: sudo apt-get install $(packages debian "$@" | paste -sd' ')" \
    "| Fedora: sudo dnf install $(packages fedora "$@" | paste -sd' ')" \
    "| Arch: sudo pacman -S $(packages arch "$@" | paste -sd' ')" >&2
exit 1

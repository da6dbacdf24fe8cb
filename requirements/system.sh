#!/bin/sh
# Install what make needs from the operating system, or say which command installs it.
#
#   system.sh run      what making .venv needs
#   system.sh check    that, and what checking the pages' HTML needs
#   system.sh test     what making .venv needs, and what the tests of browser and PDFs need
#   system.sh browser  print the path of the Chromium or Chrome that the browser tests use
#
# Debian and Ubuntu: apt-get installs it, as root or through sudo, after one line that says what and why.
# Elsewhere: prints one sentence with the command to run. If nothing is missing, nothing is installed
# or looked up, so that all works offline. PYTHON and CHROMIUM name a program to use instead
# of the one found. SYSTEM_ROOT, for the tests of this file, is put before the paths it looks at.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
SYSTEM_ROOT=${SYSTEM_ROOT:-}

missing=  # packages, by the names this system's package manager knows
reasons=  # the same, each with why it is needed
snap=     # a package that Ubuntu has as a snap only

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---- what is missing

need_venv() {
    if [ -x .venv/bin/python ]; then
        PYTHON=.venv/bin/python
        return
    fi
    has "$PYTHON" || stop "Titration needs Python 3.11 or later, and none was found: install one, or name one with PYTHON=/path/to/python."
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Titration needs Python 3.11 or later, and $PYTHON is $("$PYTHON" --version): install a later one, or name one with PYTHON=/path/to/python."
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || need venv "to make .venv"
}

need_html_checker() {
    # A Mac always has a java, which may only say where to get one.
    java -version >/dev/null 2>&1 || need java "to run vnu, which checks HTML"
    npm --version >/dev/null 2>&1 || need npm "to install vnu"
}

need_browser() {
    if [ -n "${CHROMIUM:-}" ]; then
        browser >/dev/null || stop "CHROMIUM=$CHROMIUM is no browser that starts here: name another, or none."
    else
        browser >/dev/null || need chromium "the browser of the tests"
    fi
    if [ "$(uname -s)" = Linux ]; then
        "$PYTHON" -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null ||
            need libatomic "for the program that drives the browser"
    fi
    has pdftotext || need poppler "to read what the tests print"
}

need_pango() {
    case $(uname -s) in
        Darwin) has pango-view ;;
        *) "$PYTHON" -c 'import ctypes; [ctypes.CDLL(f"lib{name}.so.0") for name in ("pangoft2-1.0", "harfbuzz-subset")]' 2>/dev/null ;;
    esac || need pango "to make PDFs"
}

# Print the path of the first browser that starts. Being there is not enough: without its snap,
# Ubuntu's chromium-browser is a script that only says to install it. Debian's Chromium without
# windows comes first: the tests end sooner in it.
browser() {
    chrome="Google Chrome.app/Contents/MacOS/Google Chrome"
    set -- chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable /snap/bin/chromium \
        "$SYSTEM_ROOT/Applications/$chrome" "${HOME:-}/Applications/$chrome" \
        "$SYSTEM_ROOT/Applications/Chromium.app/Contents/MacOS/Chromium"
    if [ -n "${CHROMIUM:-}" ]; then set -- "$CHROMIUM"; fi
    for program; do
        path=$(command -v "$program") && "$path" --version >/dev/null 2>&1 && printf '%s\n' "$path" && return
    done
    return 1
}

need() {
    case $1:$(package_manager) in
        venv:apt-get) package=$("$PYTHON" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))') ;;
        venv:*) package=python3 ;;
        chromium:apt-get) if is_ubuntu; then package=chromium; else package=chromium-headless-shell; fi ;;
        chromium:brew) package=google-chrome ;;
        libatomic:apt-get | libatomic:zypper) package=libatomic1 ;;
        poppler:apt-get | poppler:dnf) package=poppler-utils ;;
        poppler:zypper) package=poppler-tools ;;
        pango:apt-get) package="libpangoft2-1.0-0 libharfbuzz-subset0" ;;
        pango:zypper) package=libpango-1_0-0 ;;
        java:apt-get) package=default-jre-headless ;;
        java:brew) package=temurin ;;
        java:pacman) package=jre-openjdk-headless ;;
        java:*) package=java-headless ;;
        npm:brew) package=node ;;
        *) package=$1 ;;
    esac
    reasons="$reasons${reasons:+, }$package ($2)"
    if [ "$package" = chromium ] && is_ubuntu; then snap=chromium; else missing="$missing $package"; fi
}

package_manager() {
    if [ "$(uname -s)" = Darwin ]; then echo brew; return; fi
    for manager in apt-get dnf zypper pacman; do
        if has "$manager"; then echo "$manager"; return; fi
    done
    echo unknown
}

# shellcheck disable=SC1091 # the file is the system's
is_ubuntu() { (. "$SYSTEM_ROOT/etc/os-release" && [ "$ID" = ubuntu ]) 2>/dev/null; }

# ---- installing it

command_to_run() {
    case $(package_manager) in
        apt-get) set -- ${missing:+"apt-get update && apt-get install --no-install-recommends$missing"} ${snap:+"snap install $snap"} ;;
        brew) set -- "brew install$missing" ;;
        pacman) set -- "pacman -S$missing" ;;
        *) set -- "$(package_manager) install$missing" ;;
    esac
    printf '%s' "$1${2:+ && $2}"
}

install_missing() {
    if [ -z "$missing$snap" ]; then return; fi
    case $(package_manager) in
        apt-get) ;;
        brew) stop "Titration needs $reasons; run: $(command_to_run)" ;;
        unknown) stop "Titration needs $reasons: install it with the package manager of this system." ;;
        *) stop "Titration needs $reasons; run as root: $(command_to_run)" ;;
    esac
    sudo=
    if [ "$(id -u)" != 0 ]; then
        # Without a terminal, sudo cannot ask for a password.
        { has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; } ||
            stop "Titration needs $reasons; run as root: $(command_to_run)"
        sudo=sudo
    fi
    if [ -n "$snap" ] && ! has snap; then
        stop "Titration needs $reasons, which Ubuntu has as a snap only, and there is no snap here: install Google Chrome, or name a browser with CHROMIUM=/path/to/it."
    fi

    say "Installing with ${sudo:+sudo and }apt-get: $reasons. This may take a few minutes."
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    if [ -n "$missing" ]; then
        # A source that cannot be reached matters only if a package is missing then.
        as_root apt-get -o DPkg::Lock::Timeout=120 update || true
        # shellcheck disable=SC2086 # one word a package
        as_root apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends $missing || failed
    fi
    if [ -n "$snap" ]; then as_root snap install "$snap" || failed; fi
}

as_root() { $sudo env DEBIAN_FRONTEND=noninteractive "$@" >>"$log" 2>&1 </dev/null; }

failed() {
    cat "$log" >&2
    stop "Titration needs $reasons, and installing it failed as shown above; once that is mended, run as root: $(command_to_run)"
}

case ${1:-} in
    run)
        need_venv
        install_missing
        ;;
    check)
        need_venv
        need_html_checker
        install_missing
        ;;
    test)
        need_venv
        need_browser
        need_pango
        install_missing
        browser >/dev/null || stop "Chromium was installed and does not start: install Google Chrome, or name a browser with CHROMIUM=/path/to/it."
        ;;
    browser)
        browser || stop "The browser tests need Chromium: make test installs it, or name one with CHROMIUM=/path/to/chromium."
        ;;
    *)
        stop "Usage: sh requirements/system.sh run|check|test|browser"
        ;;
esac

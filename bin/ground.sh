# What the commands of the README share: Debian's packages and the Python environment. Sourced; POSIX sh.

say() { printf '%s\n' "$*" >&2; }

has_library() { PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q "$1"; }

# What is missing, as names of Debian packages.
missing_python() {
  command -v python3 >/dev/null || { echo python3 python3-venv; return; }
  python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
}

missing_pdf_engine() {
  has_library 'libpango-1\.0\.so\.0' || echo libpango-1.0-0
  has_library 'libpangoft2-1\.0\.so\.0' || echo libpangoft2-1.0-0
}

# Debian's own Python, for which its bindings of GTK are made.
has_webkit() {
  /usr/bin/python3 -c "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2" 2>/dev/null
}

missing_test_programs() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
  command -v redis-server >/dev/null || echo redis-server
  PATH="$PATH:/usr/sbin:/sbin" command -v nginx >/dev/null || echo nginx-light
  command -v chromium >/dev/null || echo chromium
  command -v Xvfb >/dev/null || echo xvfb
  has_webkit || echo python3-gi gir1.2-webkit2-4.1
  command -v java >/dev/null || echo default-jre-headless
  command -v npm >/dev/null || echo npm
}

# Install packages as root or with sudo, and say which; where that cannot be, say the line to run.
install_packages() {
  if [ "$(id -u)" = 0 ]; then as_root=""
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root="sudo"
  else as_root="no"; fi
  if [ "$as_root" = no ] || ! command -v apt-get >/dev/null; then
    say "Missing: $*. Install them, on Debian with"
    say "  sudo apt-get install --no-install-recommends $*"
    return 1
  fi
  say "Installing Debian packages: $*"
  # Installing a server must not start it: what runs on this machine is its owner's choice.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || $as_root sh -c "printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy && echo ours > $policy.kilowire"
  trap '[ ! -e "$policy.kilowire" ] || $as_root rm -f "$policy" "$policy.kilowire"; exit 130' INT TERM
  result=0
  { $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null; } || result=$?
  [ ! -e "$policy.kilowire" ] || $as_root rm -f "$policy" "$policy.kilowire"
  trap - INT TERM
  [ "$result" = 0 ] || say "Debian's packages could not be installed; the lines above say why."
  return "$result"
}

# Stop where Python is missing or too old.
need_python() {
  [ -z "$(missing_python)" ] || { say "KiloWire needs $(echo $(missing_python))."; exit 1; }
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "KiloWire needs Python 3.11 or newer, and python3 is $(python3 -V | cut -d' ' -f2)."; exit 1; }
}

# Make .venv from a hashed lock, once for each content of the lock: make_venv runtime | dev
make_venv() {
  mkdir -p var
  exec 9>var/venv.lock
  ! command -v flock >/dev/null || flock 9
  runtime="runtime $(cksum < requirements.lock) $(python3 -V)"
  dev="dev $(cksum < requirements-dev.lock) $(python3 -V)"
  made=$(cat .venv/made-from 2>/dev/null || true)
  if [ "$made" != "$dev" ] && { [ "$1" = dev ] || [ "$made" != "$runtime" ]; }; then
    # Without the mark that is written last the environment is half made, or of another lock.
    [ "$made" = "$runtime" ] || rm -rf .venv
    if [ "$1" = dev ]; then lock=requirements-dev.lock; mark=$dev; else lock=requirements.lock; mark=$runtime; fi
    say "Installing what $lock lists into .venv; this takes a minute."
    [ -d .venv ] || python3 -m venv .venv
    rm -f .venv/made-from
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" || {
      say "The packages could not be installed; the lines above say why. Run the same command again to go on."; exit 1; }
    printf '%s\n' "$mark" > .venv/made-from
  fi
  exec 9>&-
}

need_everything_for_tests() {
  missing=$(missing_python; missing_pdf_engine; missing_test_programs)
  [ -z "$missing" ] || install_packages $missing || exit 1
  need_python
  make_venv dev
}

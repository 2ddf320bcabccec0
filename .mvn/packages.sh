# shellcheck shell=bash
# The programs that Sallyport and its tests need, and the Debian packages that have them; sourced by
# ./sallyport and ./verify. As root what is missing is installed, otherwise the one command is said.
# Sets nothing global but these functions; every name begins with packages_.

PACKAGES_RUN="tor:tor nft:nftables ip:iproute2 bwrap:bubblewrap nsenter:util-linux
  unshare:util-linux setpriv:util-linux flock:util-linux
  perl:perl-base"
PACKAGES_LEAKTEST="$PACKAGES_RUN"
PACKAGES_COMPARE="$PACKAGES_RUN torsocks:torsocks proxychains4:proxychains4"
PACKAGES_FAULTS="$PACKAGES_LEAKTEST faketime:faketime"
PACKAGES_DEMO="$PACKAGES_RUN curl:curl wget:wget python3:python3 dig:dnsutils ping:iputils-ping"
PACKAGES_DEMO_LAN="$PACKAGES_RUN curl:curl dig:dnsutils ping:iputils-ping sshd:openssh-server ssh:openssh-client"
# shellcheck disable=SC2034 # ./verify uses it
PACKAGES_TEST="$PACKAGES_DEMO obfs4proxy:obfs4proxy torsocks:torsocks proxychains4:proxychains4 git:git sshd:openssh-server
  ssh:openssh-client busybox:busybox-static tor-gencert:tor gpg:gnupg gpg2:gnupg2 dirmngr:dirmngr
  apt-file:apt-file aptitude-curses:aptitude dnf-3:dnf wormhole:magic-wormhole
  gsettings:libglib2.0-bin faketime:faketime systemd-socket-activate:systemd systemd-analyze:systemd"

# An ordinary user's PATH has no sbin on Debian; nft and sshd live there.
packages_find() {
  PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1
}

packages_sort() {
  printf '%s\n' "$@" | sort -u | paste -s -d ' '
}

# packages_require WHO "program:package …": returns 0 when all programs are there; else installs them
# as root, or says what to do and returns 1.
packages_require() {
  local who=$1 pair programs=() packages=()
  for pair in $2; do
    if ! packages_find "${pair%%:*}"; then
      programs+=("${pair%%:*}")
      packages+=("${pair#*:}")
    fi
  done
  [ ${#programs[@]} -eq 0 ] && return 0
  local missing install
  missing=$(packages_sort "${programs[@]}")
  install=$(packages_sort "${packages[@]}")
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "$who: these programs are missing: $missing. Install them (Debian's packages: $install)." >&2
    return 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "$who: these programs are missing: $missing." \
      "Run: sudo apt-get install --no-install-recommends $install" >&2
    return 1
  fi
  echo "$who: installing what is missing: $install" >&2
  # shellcheck disable=SC2086 # a list of names
  packages_install "$who" $install
}

# Installs as root. Services of new packages are neither started (policy-rc.d) nor enabled: the
# gateway owns a tor of its own, and Debian's would only be one more that talks to the network.
packages_install() {
  local who=$1 policy=/usr/sbin/policy-rc.d policy_made="" services=() service log status=0
  shift
  for service in tor:tor openssh-server:ssh; do
    case " $* " in
      *" ${service%%:*} "*) packages_is_installed "${service%%:*}" || services+=("${service#*:}") ;;
    esac
  done
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    policy_made=yes
  fi
  log=$(mktemp "${TMPDIR:-/tmp}/sallyport-apt.XXXXXX")
  packages_apt "$@" >"$log" 2>&1 || status=$?
  [ -z "$policy_made" ] || rm -f "$policy"
  for service in "${services[@]}"; do
    packages_disable "$service" >>"$log" 2>&1
  done
  if [ "$status" -ne 0 ]; then
    echo "$who: apt-get could not install $*:" >&2
    tail -n 5 "$log" | sed 's/^/    /' >&2
    echo "$who: install them by hand, then try again." >&2
  fi
  rm -f "$log"
  return "$status"
}

packages_is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

packages_apt() {
  export DEBIAN_FRONTEND=noninteractive
  local lists=(/var/lib/apt/lists/*_Packages*)
  if [ ! -e "${lists[0]}" ]; then
    apt-get update || return
  fi
  apt-get install -y --no-install-recommends "$@" && return
  # The lists may be older than the mirror.
  apt-get update && apt-get install -y --no-install-recommends "$@"
}

packages_disable() {
  if command -v systemctl >/dev/null 2>&1; then
    systemctl --quiet disable "$1.service"
  fi
  if command -v update-rc.d >/dev/null 2>&1; then
    update-rc.d "$1" disable
  fi
  return 0
}

# packages_tor_is_new WHO: whether tor is at least 0.4.9 (conflux and <torS0X> need it); says so if not.
packages_tor_is_new() {
  local line version
  line=$(PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" tor --version 2>/dev/null) || line=""
  if [[ $line =~ ([0-9]+)\.([0-9]+)\.([0-9]+) ]]; then
    version=$((BASH_REMATCH[1] * 1000000 + BASH_REMATCH[2] * 1000 + BASH_REMATCH[3]))
    [ "$version" -ge 4009 ] && return 0
    line=${BASH_REMATCH[0]}
  else
    line="of an unknown version"
  fi
  echo "$1: the installed tor is $line, but 0.4.9 or newer is needed. Update it: Debian's security" \
    "updates have it (apt-get update && apt-get install tor), deb.torproject.org too." >&2
  return 1
}

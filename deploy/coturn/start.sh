#!/bin/sh
# Starts coturn with the hardened turnserver.conf beside this file, and with what differs from place to place. Nothing secret stands on a
# command line or in the environment: the secret is read from the broker's own file.
#
#   PERMESSO_TURN_SECRET      the file that the broker signs with; a second line is accepted too, while the secret is being replaced
#   COTURN_ADDRESS            the addresses of this machine to listen and relay on: one, or one IPv4 and one IPv6 with a comma
#   COTURN_PUBLIC_ADDRESS     the public address, where this machine is behind a NAT that maps it one to one
#   COTURN_REALM              a name for it, usually the host name in PERMESSO_TURN_URLS
#   COTURN_CERT, COTURN_KEY   PEM files for turns:; without them there is no TLS
#   PERMESSO_TURN_ALLOW_CIDR  ranges of one's own network that it may relay to, comma separated: 10.20.0.0/16, fd00::1-fd00::ff
#   COTURN_CONFIG             where the complete configuration is put together (default /tmp/turnserver.conf)
#
# Anything on the command line goes to turnserver as it is.
set -eu
umask 077

die() {
  echo "relay: $*" >&2
  exit 1
}

here=$(cd "$(dirname "$0")" && pwd)
config=${COTURN_CONFIG:-/tmp/turnserver.conf}
: "${PERMESSO_TURN_SECRET:?names the file with the secret}"
: "${COTURN_ADDRESS:?is the address to listen and relay on}"
[ -r "$PERMESSO_TURN_SECRET" ] || die "$PERMESSO_TURN_SECRET cannot be read"

# 10.20.0.0/16 as coturn wants it: 10.20.0.0-10.20.255.255
range() {
  case $1 in
    *-*) echo "$1"; return ;;
    */*) ;;
    *) echo "$1"; return ;;
  esac
  bits=${1#*/}
  old=$IFS
  IFS=.
  # shellcheck disable=SC2086
  set -- ${1%/*}
  IFS=$old
  [ $# -eq 4 ] && [ "$bits" -ge 8 ] && [ "$bits" -le 32 ] || die "a range of PERMESSO_TURN_ALLOW_CIDR is not one"
  first=$(( (($1 << 24) | ($2 << 16) | ($3 << 8) | $4) & (4294967295 << (32 - bits)) & 4294967295 ))
  last=$(( first | ((1 << (32 - bits)) - 1) ))
  echo "$(dotted $first)-$(dotted $last)"
}

dotted() {
  echo "$(( $1 >> 24 & 255 )).$(( $1 >> 16 & 255 )).$(( $1 >> 8 & 255 )).$(( $1 & 255 ))"
}

cat "$here/turnserver.conf" >"$config"
{
  echo
  echo "realm=${COTURN_REALM:-permesso}"
  secrets=0
  while IFS= read -r line || [ -n "$line" ]; do
    line=$(echo "$line" | tr -d '[:space:]')
    [ -n "$line" ] || continue
    secrets=$((secrets + 1))
    echo "static-auth-secret=$line"
  done <"$PERMESSO_TURN_SECRET"
  [ "$secrets" -gt 0 ] || die "$PERMESSO_TURN_SECRET is empty"
  for own in $(echo "$COTURN_ADDRESS" | tr ',' ' '); do
    echo "listening-ip=$own"
    echo "relay-ip=$own"
    # Two people who both need the relay meet at its own address, also where that is a private one.
    echo "allowed-peer-ip=$own"
  done
  if [ -n "${COTURN_PUBLIC_ADDRESS:-}" ]; then
    echo "external-ip=$COTURN_PUBLIC_ADDRESS/${COTURN_ADDRESS%%,*}"
    echo "allowed-peer-ip=$COTURN_PUBLIC_ADDRESS"
  fi
  for part in $(echo "${PERMESSO_TURN_ALLOW_CIDR:-}" | tr ',' ' '); do
    allowed=$(range "$part")
    echo "allowed-peer-ip=$allowed"
  done
  if [ -n "${COTURN_CERT:-}" ]; then
    echo "cert=$COTURN_CERT"
    echo "pkey=${COTURN_KEY:?goes with COTURN_CERT}"
  else
    echo "no-tls"
  fi
} >>"$config"

exec turnserver -c "$config" --pidfile "$config.pid" --userdb "$config.db" "$@"

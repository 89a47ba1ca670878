#!/bin/bash
# An internet in network namespaces: two hosts, each behind a NAT of its own, and two servers on the
# wire between the NATs. Needs root, iproute2 and nftables.
#   natlab.sh up TAG KIND KIND   builds it; a KIND is cone or symmetric
#   natlab.sh down TAG           removes it
# Hosts: wgHA$TAG and wgHB$TAG; servers: wgSV$TAG with 45.45.45.2 and wgSW$TAG with 45.45.45.3.
# The NATs have 45.45.45.11 and 45.45.45.12: addresses that no rule takes for private ones.
# wgSW$TAG has one address in each of five more networks, since nodes of a DHT count once a /16.
set -eu
TAG=$2
WIRE=wgWI$TAG SERVER=wgSV$TAG SECOND=wgSW$TAG NATA=wgNA$TAG NATB=wgNB$TAG HOSTA=wgHA$TAG HOSTB=wgHB$TAG
WIDE="46.46.46.2 47.47.47.2 48.48.48.2 49.49.49.2 50.50.50.2"
ALL="$WIRE $SERVER $SECOND $NATA $NATB $HOSTA $HOSTB"

down() { for n in $ALL; do ip netns del "$n" 2>/dev/null || true; done; }
in_() { ip netns exec "$@"; }

# attach NAMESPACE PORT ADDRESS: a cable to the wire, on which every address is found by ARP
attach() {
  ip link add wan0 netns "$1" type veth peer name "port-$2" netns "$WIRE"
  in_ "$WIRE" ip link set "port-$2" master bridge0 up
  in_ "$1" ip addr add "$3/24" dev wan0
  in_ "$1" ip link set wan0 up
  in_ "$1" ip route add default dev wan0
}

# lan NAT HOST PREFIX
lan() {
  ip link add lan0 netns "$1" type veth peer name eth0 netns "$2"
  in_ "$1" ip addr add "$3.1/24" dev lan0
  in_ "$1" ip link set lan0 up
  in_ "$2" ip addr add "$3.2/24" dev eth0
  in_ "$2" ip link set eth0 up
  in_ "$2" ip route add default via "$3.1"
  in_ "$1" sysctl -qw net.ipv4.ip_forward=1
}

# nat NAMESPACE KIND: a cone keeps the port of the host where it can, a symmetric one gives every
# destination another. Both drop what nobody asked for, as routers at home do; a NAT that does not
# remembers the packet that came too early, and gives its own host another port for that sender.
nat() {
  case $2 in
    cone) MODE=masquerade ;;
    symmetric) MODE="masquerade fully-random" ;;
    *) echo "no kind of NAT: $2" >&2; exit 2 ;;
  esac
  in_ "$1" nft -f - <<R
table ip nat {
  chain post { type nat hook postrouting priority 100; oifname "wan0" $MODE; }
}
table ip guard {
  chain inbound { type filter hook input priority 0; iifname "wan0" ct state new drop; }
  chain through { type filter hook forward priority 0; iifname "wan0" ct state new drop; }
}
R
}

up() {
  down
  for n in $ALL; do ip netns add "$n"; in_ "$n" ip link set lo up; done
  in_ "$WIRE" ip link add bridge0 type bridge
  in_ "$WIRE" ip link set bridge0 up
  attach "$SERVER" s 45.45.45.2
  attach "$SECOND" t 45.45.45.3
  for each in $WIDE; do in_ "$SECOND" ip addr add "$each/32" dev wan0; done
  attach "$NATA" a 45.45.45.11
  attach "$NATB" b 45.45.45.12
  lan "$NATA" "$HOSTA" 10.89.1
  lan "$NATB" "$HOSTB" 10.89.2
  nat "$NATA" "$1"
  nat "$NATB" "$2"
}

case $1 in
  up) up "$3" "$4" ;;
  down) down ;;
  *) echo "up or down" >&2; exit 2 ;;
esac

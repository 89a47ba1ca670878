"""DHT nodes of libtorrent (Debian: python3-libtorrent).

  --port N  --bootstrap host:port,...  --count N  --hosts address,... (a node at each, on the same port)
stdin, as dht-node.js: lookup {infoHash}; announce {infoHash}; put {value, seed, k, salt}; get {key} or
  {k, salt}; nodes. A command is for the node of number "node", 0 unless given.
"""
import argparse
import hashlib
import json
import os
import sys
import threading

import libtorrent as lt

FLAGS = argparse.ArgumentParser()
FLAGS.add_argument('--port', type=int, default=0)
FLAGS.add_argument('--bootstrap', default='')
FLAGS.add_argument('--count', type=int, default=1)
FLAGS.add_argument('--hosts', default='')
ARGS = FLAGS.parse_args()
OUT = threading.Lock()


def emit(event, **fields):
    with OUT:
        print(json.dumps({'event': event, **fields}), flush=True)


def open_session(host, port):
    kinds = lt.alert.category_t
    off = ['enable_lsd', 'enable_upnp', 'enable_natpmp', 'dht_restrict_routing_ips', 'dht_restrict_search_ips',
           'dht_enforce_node_id', 'dht_prefer_verified_node_ids', 'dht_ignore_dark_internet']
    settings = {name: False for name in off}
    settings.update({
        'listen_interfaces': '%s:%d' % (host, port),
        'dht_bootstrap_nodes': ARGS.bootstrap,
        'enable_dht': True,
        'dht_upload_rate_limit': 10000000,
        'alert_mask': kinds.dht_notification | kinds.dht_operation_notification | kinds.status_notification,
    })
    return lt.session(settings)


def text(alert):
    """The value as text; none for an item that was not found, which the binding refuses to show."""
    try:
        return alert.item['value'].decode()
    except RuntimeError:
        return None


def report(number, alert):
    if isinstance(alert, lt.dht_bootstrap_alert):
        emit('ready', node=number)
    elif isinstance(alert, lt.dht_get_peers_reply_alert):
        for host, port in alert.peers():
            emit('peer', node=number, host=host, port=port, infoHash=str(alert.info_hash))
        emit('lookup-done', node=number)
    elif isinstance(alert, lt.dht_announce_alert):
        emit('announced', node=number, port=alert.port, infoHash=str(alert.info_hash))
    elif isinstance(alert, lt.dht_immutable_item_alert):
        emit('get-done', value=text(alert))
    elif isinstance(alert, lt.dht_mutable_item_alert):
        emit('get-done', value=text(alert), seq=alert.item['seq'] if text(alert) else None)
    elif isinstance(alert, lt.dht_put_alert):
        emit('put-done', stored=alert.num_success, key=str(alert.target))


def watch(number, session):
    while True:
        session.wait_for_alert(200)
        for alert in session.pop_alerts():
            report(number, alert)


def put(session, m):
    if 'seed' not in m:
        session.dht_put_immutable_item(m['value'])
        return
    secret = bytearray(hashlib.sha512(bytes.fromhex(m['seed'])).digest())
    secret[0] &= 248
    secret[31] = secret[31] & 63 | 64
    session.dht_put_mutable_item(bytes(secret), bytes.fromhex(m['k']), m['value'].encode(), m.get('salt', '').encode())


def get(session, m):
    if 'k' in m:
        session.dht_get_mutable_item(bytes.fromhex(m['k']), m.get('salt', '').encode())
    else:
        session.dht_get_immutable_item(lt.sha1_hash(bytes.fromhex(m['key'])))


def announce(session, info_hash):
    """By a torrent, since the binding of dht_announce wants flags that it has no type for; the port is the session's."""
    torrent = lt.parse_magnet_uri('magnet:?xt=urn:btih:' + info_hash)
    torrent.save_path = '/nonexistent'
    session.add_torrent(torrent).force_dht_announce()


def main():
    hosts = [(host, ARGS.port) for host in ARGS.hosts.split(',') if host]
    places = hosts or [('127.0.0.1', ARGS.port if i == 0 else 0) for i in range(ARGS.count)]
    sessions = [open_session(*place) for place in places]
    for number, session in enumerate(sessions):
        threading.Thread(target=watch, args=(number, session), daemon=True).start()
    emit('listening', port=sessions[0].listen_port(), ports=[s.listen_port() for s in sessions])
    for line in sys.stdin:
        m = json.loads(line)
        session = sessions[m.get('node', 0)]
        if m['cmd'] == 'lookup':
            session.dht_get_peers(lt.sha1_hash(bytes.fromhex(m['infoHash'])))
        elif m['cmd'] == 'announce':
            announce(session, m['infoHash'])
        elif m['cmd'] == 'put':
            put(session, m)
        elif m['cmd'] == 'get':
            get(session, m)
        elif m['cmd'] == 'nodes':
            emit('nodes', running=session.is_dht_running())
    os._exit(0)  # the end of stdin ends the peer, whatever its threads do


main()

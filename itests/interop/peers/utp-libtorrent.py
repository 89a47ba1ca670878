"""A session of libtorrent (Debian: python3-libtorrent) that has uTP and no TCP, and one torrent without peers.

  --info-hash HEX
Says listening {port}. stdin: dial {port} connects it to a peer on loopback; the end of stdin ends it.
"""
import argparse
import json
import os
import sys
import tempfile

import libtorrent as lt

FLAGS = argparse.ArgumentParser()
FLAGS.add_argument('--info-hash', required=True)
ARGS = FLAGS.parse_args()


def emit(event, **fields):
    print(json.dumps({'event': event, **fields}), flush=True)


def main():
    off = ['enable_lsd', 'enable_upnp', 'enable_natpmp', 'enable_dht', 'enable_incoming_tcp', 'enable_outgoing_tcp']
    settings = {name: False for name in off}
    settings.update({
        'listen_interfaces': '127.0.0.1:0',
        'enable_incoming_utp': True,
        'enable_outgoing_utp': True,
        # Encryption would hide the 68 bytes.
        'out_enc_policy': int(lt.enc_policy.disabled),
        'in_enc_policy': int(lt.enc_policy.disabled),
    })
    session = lt.session(settings)
    torrent = lt.parse_magnet_uri('magnet:?xt=urn:btih:' + ARGS.info_hash)
    torrent.save_path = tempfile.mkdtemp()
    handle = session.add_torrent(torrent)
    emit('listening', port=session.listen_port(), version=lt.version)
    for line in sys.stdin:
        handle.connect_peer(('127.0.0.1', json.loads(line)['port']))
    os.rmdir(torrent.save_path)
    os._exit(0)


main()

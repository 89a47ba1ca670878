'use strict'
// A dns-discovery client.
//   --server host:port[,host:port]  --domain dat.local  --impl 5.6|6.2  --timeout MS  --retries N
// stdin: announce, lookup, unannounce {name, port}; whoami; destroy
const { flags: f, emit, commands, list, num } = require('./lib/io')
const discovery = require(f.impl === '5.6' ? 'dns-discovery-5' : 'dns-discovery')

const client = discovery({
  multicast: false,
  server: list(f.server),
  domain: f.domain || 'dat.local',
  retries: num(f.retries, undefined),
  timeout: num(f.timeout, undefined)
})
const done = (event, m) => error => emit(event, { name: m.name, ok: !error, error })
client.on('peer', (name, peer) => emit('peer', { name, host: peer.host, port: peer.port }))
client.on('error', error => emit('error', { error }))
commands({
  announce: m => client.announce(m.name, m.port, {}, done('announced', m)),
  lookup: m => client.lookup(m.name, {}, done('looked-up', m)),
  unannounce: m => client.unannounce(m.name, m.port, {}, done('unannounced', m)),
  whoami: () => client.whoami((error, me) => emit('whoami', { ok: !error, error, me })),
  destroy: () => client.destroy(() => { emit('destroyed'); process.exit(0) })
})
emit('ready', { pid: process.pid })

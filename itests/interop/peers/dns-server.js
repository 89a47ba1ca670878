'use strict'
// A dns-discovery server.
//   --port 5300[,5301]  --domain dat.local  --ttl SECONDS  --impl 5.6|6.2
// stdin: dump, destroy
const { flags: f, emit, commands, list, num } = require('./lib/io')
const discovery = require(f.impl === '5.6' ? 'dns-discovery-5' : 'dns-discovery')

const server = discovery({ multicast: false, domain: f.domain || 'dat.local', ttl: num(f.ttl, 0) })
const ports = list(f.port || '5300').map(Number)
server.on('peer', (name, peer) => emit('peer', { name, host: peer.host, port: peer.port }))
server.on('error', error => emit('error', { error }))
server.listen(ports, () => emit('listening', { ports, pid: process.pid }))
commands({
  dump: () => emit('dump', {
    entries: server.toJSON().map(e => ({
      name: e.name, records: e.records.map(r => ({ host: r.host, port: r.port }))
    }))
  }),
  destroy: () => server.destroy(() => { emit('destroyed'); process.exit(0) })
})

'use strict'
// A discovery-swarm peer that answers each line with "echo <line>".
//   --impl 6.1|5.1  --dht host:port,...  --dns host:port,...|none  --domain dat.local  --dns-interval MS
//   --multicast (answers and asks on the local network as well)
//   --id HEX  --port N  --no-tcp --no-utp  --no-hash  --max-connections N
//   --hypercore KEY (a stream of hypercore-protocol in place of the exchange of ids; no lines then)
//   --whitelist IP,...  --topic HEX (joined at start)  --no-announce  --say TEXT (on each connection)
// stdin: join, leave {topic}; add-peer {topic, host, port}; say {text}; drop; stats; destroy
const { flags: f, emit, commands, list, num } = require('./lib/io')
const discoverySwarm = require(f.impl === '5.1' ? 'discovery-swarm-5' : 'discovery-swarm')

const dns = { server: list(f.dns), domain: f.domain || 'dat.local' }
if (!f.multicast) dns.multicast = false
if (f['dns-interval']) dns.interval = num(f['dns-interval'])
const opts = { tcp: f.tcp !== false, utp: f.utp !== false, dht: f.dht ? { bootstrap: list(f.dht) } : false, dns: f.dns === 'none' ? false : dns }
if (f.id) opts.id = Buffer.from(f.id, 'hex')
if (f['max-connections']) opts.maxConnections = num(f['max-connections'])
if (f.hash === false) opts.hash = false
if (f.whitelist) opts.whitelist = list(f.whitelist)
if (f.hypercore) {
  const protocol = require('hypercore-protocol')
  opts.stream = () => {
    const stream = protocol({ id: swarm.id, live: true })
    stream.on('error', error => emit('stream-error', { error }))
    stream.feed(Buffer.from(f.hypercore, 'hex'))
    return stream
  }
}

const swarm = discoverySwarm(opts)
const brief = p => ({ host: p.host, port: p.port })
const info = i => ({
  type: i.type, initiator: i.initiator, id: i.id ? Buffer.from(i.id) : null, host: i.host, port: i.port
})
const counts = () => ({
  connected: swarm.connected, connecting: swarm.connecting, queued: swarm.queued, open: swarm.connections.length
})

swarm.on('listening', () => emit('listening', { port: swarm.address().port, id: swarm.id, pid: process.pid }))
swarm.on('peer', p => emit('peer', brief(p)))
swarm.on('peer-rejected', (p, reason) => emit('peer-rejected', Object.assign(brief(p), reason)))
swarm.on('connecting', p => emit('connecting', brief(p)))
swarm.on('connect-failed', (p, detail) => emit('connect-failed', Object.assign(brief(p), detail)))
swarm.on('handshake-timeout', (c, i) => emit('handshake-timeout', info(i)))
swarm.on('connection-closed', (c, i) => emit('connection-closed', info(i)))
swarm.on('redundant-connection', (c, i) => emit('redundant-connection', info(i)))
swarm.on('error', error => emit('error', { error }))
swarm.on('connection', (connection, i) => {
  emit('connection', info(i))
  if (f.hypercore) return
  let rest = ''
  connection.on('data', data => {
    const lines = (rest + data).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      emit('line', { line, id: i.id ? Buffer.from(i.id) : null })
      if (!line.startsWith('echo ')) connection.write('echo ' + line + '\n')
    }
  })
  connection.on('error', error => emit('connection-error', { error }))
  if (f.say) connection.write(f.say + '\n')
})

function join (topic) {
  emit('join', { topic })
  swarm.join(Buffer.from(topic, 'hex'), { announce: f.announce !== false }, error => emit('query-done', { ok: !error }))
}
commands({
  join: m => join(m.topic),
  leave: m => { swarm.leave(Buffer.from(m.topic, 'hex')); emit('left', { topic: m.topic }) },
  'add-peer': m => swarm.addPeer(Buffer.from(m.topic, 'hex'), { host: m.host, port: m.port }),
  say: m => swarm.connections.forEach(c => c.write(m.text + '\n')),
  drop: () => swarm.connections.slice().forEach(c => c.destroy()),
  stats: () => emit('stats', counts()),
  destroy: () => swarm.destroy(() => { emit('destroyed'); process.exit(0) })
})
swarm.listen(num(f.port, 0))
if (f.topic) join(f.topic)

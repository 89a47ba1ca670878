'use strict'
// Nodes of bittorrent-dht.
//   --impl 7|11  --port N  --bootstrap host:port,...  --count N  --id HEX
// stdin: lookup {infoHash}; announce {infoHash, port}; put {value, seed, seq, salt}; get {key, salt};
//   add-node {host, port}; nodes; destroy. A command is for the node of number "node", 0 unless given.
const crypto = require('crypto')
const { flags: f, emit, commands, list, num } = require('./lib/io')

// Ed25519 of Node itself, so that no native sodium is needed for mutable items.
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
function verify (signature, message, key) {
  const spki = { key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }
  return crypto.verify(null, message, crypto.createPublicKey(spki), signature)
}
function signer (seed) {
  const key = crypto.createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = crypto.createPublicKey(key).export({ format: 'der', type: 'spki' })
  return { k: spki.slice(-32), sign: message => crypto.sign(null, message, key) }
}

async function open (DHT, number) {
  const bootstrap = list(f.bootstrap)
  const options = { bootstrap: bootstrap.length ? bootstrap : false, verify }
  if (f.id && number === 0) options.nodeId = Buffer.from(f.id, 'hex')
  const node = new DHT(options)
  node.on('error', error => emit('error', { node: number, error }))
  node.on('warning', () => {})
  node.on('peer', (peer, infoHash) => emit('peer', {
    node: number, host: peer.host, port: peer.port, infoHash: Buffer.from(infoHash)
  }))
  node.once('ready', () => emit('ready', { node: number }))
  await new Promise(resolve => node.listen(number === 0 ? num(f.port, 0) : 0, '127.0.0.1', resolve))
  return node
}

async function main () {
  const DHT = f.impl === '11' ? (await import('bittorrent-dht-11')).Client : require('bittorrent-dht')
  const nodes = []
  for (let i = 0; i < num(f.count, 1); i++) nodes.push(await open(DHT, i))
  const at = m => nodes[m.node || 0]
  const hex = text => Buffer.from(text, 'hex')
  commands({
    lookup: m => at(m).lookup(hex(m.infoHash), (error, n) => emit('lookup-done', { ok: !error, visited: n })),
    announce: m => at(m).announce(hex(m.infoHash), m.port, error => emit('announce-done', { ok: !error })),
    put: m => {
      const item = { v: Buffer.from(m.value) }
      if (m.seed) Object.assign(item, signer(hex(m.seed)), { seq: m.seq || 1 })
      if (m.salt) item.salt = Buffer.from(m.salt)
      at(m).put(item, (error, key, n) => emit('put-done', {
        error: error && error.message, key: key && Buffer.from(key), k: item.k, stored: n
      }))
    },
    get: m => at(m).get(hex(m.key), { salt: m.salt && Buffer.from(m.salt), cache: false }, (error, item) =>
      emit('get-done', { error: error && error.message, value: item ? Buffer.from(item.v).toString() : null, seq: item && item.seq })),
    'add-node': m => at(m).addNode({ host: m.host, port: m.port }),
    nodes: m => emit('nodes', { count: at(m).nodes.toArray().length }),
    destroy: () => process.exit(0)
  })
  emit('listening', { port: nodes[0].address().port, ports: nodes.map(node => node.address().port) })
}
main().catch(error => emit('error', { error: error.message }))

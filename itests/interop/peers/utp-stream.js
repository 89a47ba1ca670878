'use strict'
// utp-native (libutp): one stream as fast as it goes, for the bench.
//   --to PORT            dials and writes without end
//   --warm N --millis N  listens; counts what comes in the time after the warm-up, from the first byte on
const utp = require('utp-native')
const { flags: f, emit, commands, num } = require('./lib/io')

const CHUNK = Buffer.alloc(262144, 7)

function source (connection) {
  const more = () => {
    while (connection.write(CHUNK)) {}
  }
  connection.on('drain', more)
  connection.on('error', () => process.exit(0))
  more()
}

function sink (connection) {
  let bytes = 0
  let begun = 0n
  connection.on('data', data => { bytes += data.length })
  connection.once('data', () => setTimeout(() => {
    bytes = 0
    begun = process.hrtime.bigint()
    emit('begun', {})
    setTimeout(() => emit('measured', { bytes, micros: Number((process.hrtime.bigint() - begun) / 1000n) }), num(f.millis, 3000))
  }, num(f.warm, 0)))
  connection.on('error', error => emit('failed', { error }))
}

if (f.to) {
  source(utp.connect(num(f.to), '127.0.0.1'))
} else {
  const server = utp.createServer(sink)
  server.listen(0, '127.0.0.1', () => {
    server.setRecvBufferSize(2 << 20) // what our loop asks for; the usual one overflows on loopback
    emit('listening', { port: server.address().port })
  })
}
commands({})

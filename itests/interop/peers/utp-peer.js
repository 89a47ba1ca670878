'use strict'
// utp-native (libutp): listens, dials, sends and receives pseudo-random bytes.
//   --port N  --host 127.0.0.1
// stdin: dial {host, port, bytes}; every accepted connection is sent --bytes N too.
//   --idle yes   accepted connections are left as they are
// A connection sends its bytes after a first byte, ends, and tells the SHA-256 of what it was sent.
const crypto = require('crypto')
const utp = require('utp-native')
const { flags: f, emit, commands, num } = require('./lib/io')

const CHUNK = 65536

function talk (connection, bytes, role) {
  const sent = crypto.createHash('sha256')
  const received = crypto.createHash('sha256')
  let got = 0
  let started = 0
  connection.on('data', data => {
    if (!started) started = Date.now()
    got += data.length
    received.update(data)
  })
  connection.on('end', () => {
    emit('received', { role, bytes: got, sum: received.digest('hex'), millis: Date.now() - started })
  })
  connection.on('error', error => emit('failed', { role, error }))
  connection.on('close', () => emit('closed', { role }))
  let left = bytes
  const more = () => {
    while (left > 0) {
      const part = crypto.randomBytes(Math.min(CHUNK, left))
      left -= part.length
      sent.update(part)
      if (!connection.write(part)) return connection.once('drain', more)
    }
    emit('sent', { role, bytes, sum: sent.digest('hex') })
    connection.end()
  }
  more()
}

// Both halves are ended by themselves, as swarms do.
const server = utp.createServer({ allowHalfOpen: true }, connection => {
  emit('accepted', {})
  if (f.idle) return connection.resume()
  talk(connection, num(f.bytes, 0), 'server')
})
server.listen(num(f.port, 0), f.host || '127.0.0.1', () => emit('listening', { port: server.address().port }))
commands({
  dial: m => {
    const connection = utp.connect(m.port, m.host, { allowHalfOpen: true })
    connection.on('connect', () => emit('connected', {}))
    talk(connection, m.bytes, 'client')
  }
})

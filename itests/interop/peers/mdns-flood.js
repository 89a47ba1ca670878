'use strict'
// Floods the multicast group with answers about one name.
//   --topic HEX  --domain dat.local  --rate N (packets a second)  --host IPv4 (whose interface is used)
//   --kind answers|questions|garbage
// Prints each second how many packets were handed to the system.
const { flags: f, emit, commands, num } = require('./lib/io')
const dgram = require('dgram')
const packet = require('dns-packet')

const name = f.topic + '.' + (f.domain || 'dat.local')
const rate = num(f.rate, 50000)

function made (i) {
  if (f.kind === 'garbage') {
    const bytes = answer(i)
    for (let n = 0; n < 4; n++) bytes[(i * 31 + n * 17) % bytes.length] ^= (i * 7 + n) & 0xff
    return bytes
  }
  return f.kind === 'questions' ? packet.encode({ questions: [{ name, type: 'TXT' }] }) : answer(i)
}

function answer (i) {
  const peers = Buffer.from([0, 0, 0, 0, (i >> 8) & 0xff, i & 0xff]).toString('base64')
  return packet.encode({
    type: 'response',
    flags: packet.AUTHORITATIVE_ANSWER,
    questions: [{ name, type: 'TXT' }],
    answers: [{ name, type: 'TXT', ttl: 0, data: ['token=flood' + (i % 1000), 'peers=' + peers] }]
  })
}

const packets = Array.from({ length: 4096 }, (_, i) => made(i + 1024))
const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true })
let sent = 0
let done = 0
let last = 0
const start = Date.now()

function step () {
  const due = Math.floor((Date.now() - start) * rate / 1000)
  // What the system has not taken yet waits in this process: no more than a tenth of a second of it.
  while (sent < due && sent - done < rate / 10) {
    socket.send(packets[sent++ % packets.length], 5353, '224.0.0.251', () => { done++ })
  }
  setImmediate(step)
}

socket.bind(5353, () => {
  socket.setMulticastInterface(f.host)
  socket.setMulticastTTL(255)
  emit('flooding', { rate })
  setInterval(() => { emit('rate', { packets: done - last }); last = done }, 1000)
  step()
})
commands({})

'use strict'
// Flags, events and commands of every peer script: one JSON object a line, out and in.
const readline = require('readline')
const t0 = process.hrtime.bigint()

function flags (argv) {
  const out = {}
  for (let i = 0; i < argv.length; i++) {
    const name = argv[i].replace(/^--/, '')
    if (name.startsWith('no-')) out[name.slice(3)] = false
    else if (i + 1 < argv.length && !argv[i + 1].startsWith('--')) out[name] = argv[++i]
    else out[name] = true
  }
  return out
}

function plain (key, value) {
  const raw = this[key]
  if (Buffer.isBuffer(raw)) return raw.toString('hex')
  if (raw instanceof Error) return { message: raw.message, code: raw.code }
  return value
}

function emit (event, data) {
  const t = Number((process.hrtime.bigint() - t0) / 1000n) / 1000
  process.stdout.write(JSON.stringify(Object.assign({ event, t, at: Date.now() }, data), plain) + '\n')
}

// The end of stdin ends the peer, so that none outlives the test that started it.
function commands (table) {
  const lines = readline.createInterface({ input: process.stdin })
  lines.on('close', () => process.exit(0))
  lines.on('line', line => {
    let message
    try { message = JSON.parse(line) } catch (error) { return emit('bad-command', { error }) }
    const run = table[message.cmd]
    if (!run) return emit('bad-command', { cmd: message.cmd })
    try { run(message) } catch (error) { emit('bad-command', { cmd: message.cmd, error }) }
  })
}

const list = value => typeof value === 'string' ? value.split(',').filter(Boolean) : []
const num = (value, otherwise) => typeof value === 'string' ? Number(value) : otherwise

process.on('uncaughtException', error => {
  emit('fatal', { error, stack: String(error.stack) })
  process.exit(3)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0))

module.exports = { flags: flags(process.argv.slice(2)), emit, commands, list, num }

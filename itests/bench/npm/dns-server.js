'use strict'
// The original server, alone: node dns-server.js PORT LIMIT
const server = require('dns-discovery')({
  multicast: false,
  domain: 'dat.local',
  limit: Number(process.argv[3])
})
server.on('error', error => console.error(error.message))
server.listen(Number(process.argv[2]), () => console.log('listening'))

// Sends batches of events over keep-alive connections for some seconds and reports what came back; run by events.ts.
import http from 'node:http'

const { url, key, seconds, connections, perRequest } = JSON.parse(process.argv[2])
const { hostname, port } = new URL(url)
const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
const CONTEXT = '"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"app":{"version":"8.3.1"},"os":{"name":"android","version":"14"}}'
const run = process.pid.toString(36)
const times = []
const answers = {}
let drawn = 0

/** One event as the Segment SDK for Node sends it, about 430 bytes. */
function event(now) {
  drawn += 1
  return `{"type":"track","event":"product_detail_view","anonymousId":"d-${drawn % 50_000}","properties":{"product_id":"P${drawn % 300}","dwell_s":${drawn % 90},"amount":12.5,"source":"home_banner","page":"/fund/detail"},${CONTEXT},"timestamp":"${now}","messageId":"node-next-${run}-${drawn}-5f2b1c3d-4e5f","_metadata":{"nodeVersion":"20.19.0"}}`
}

function send() {
  const now = new Date().toISOString()
  const body = Buffer.from(`{"batch":[${Array.from({ length: perRequest }, () => event(now)).join(',')}],"sentAt":"${now}","writeKey":"${key}"}`)
  const started = performance.now()
  return new Promise((resolve) => {
    const ended = (answer) => {
      times.push(performance.now() - started)
      answers[answer] = (answers[answer] ?? 0) + 1
      resolve()
    }
    const request = http.request({ hostname, port, path: '/v1/batch', method: 'POST', agent, headers: { authorization, 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
      response.resume()
      response.on('end', () => ended(response.statusCode))
    })
    request.on('error', (error) => ended(error.code))
    request.end(body)
  })
}

const until = performance.now() + seconds * 1000
await Promise.all(Array.from({ length: connections }, async () => {
  while (performance.now() < until) await send()
}))
process.send({ times, answers }, () => process.disconnect())

import { fork } from 'node:child_process'
import { openEventHouse } from './kit/event-house.js'
import { sql } from '#kernel/sql'
const house = await openEventHouse()
const seconds = Number(process.env.SECS ?? 8), conns = Number(process.env.CONNS ?? 50), per = Number(process.env.PER ?? 100)
const c0 = process.cpuUsage(); const t0 = performance.now()
let peak = 0; const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 200)
const child = fork('/tmp/evb/gen.mjs', [house.url, house.key, String(seconds), String(conns), String(per)], { execArgv: [] })
const result = await new Promise<any>((r) => child.on('message', r))
const c = process.cpuUsage(c0); clearInterval(timer)
const el = (performance.now() - t0) / 1000
console.log(JSON.stringify(result), 'server cpu user', (c.user / 1e6 / el).toFixed(2), 'sys', (c.system / 1e6 / el).toFixed(2), 'rss MB', (peak / 1e6).toFixed(0))
console.log(await house.rows(sql`SELECT count() AS n, uniqExact(event_id) AS u FROM bank_app_event`), JSON.stringify(await house.rows(sql`SELECT count() AS parts FROM system.parts WHERE active AND table = 'bank_app_event'`)))
const s = await house.ask<any>('GET', '/api/v1/events/summary'); console.log(s.now)
await house.close()

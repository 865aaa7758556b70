import { openBenchApp } from './bench-app.ts'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { stageFile } from '../src/ingest/actions/stage-file.ts'
const N = 1000000
const src = readFileSync('/work/main/bench/import.ts','utf8')
const app = await openBenchApp()
try {
  const body = src.slice(src.indexOf('const customers ='), src.indexOf('const MINOR')).replace(/CUSTOMERS/g, String(N/2))
  const { TXN_FILE } = new Function(body.replace(/\$\{(\d+)\}/g,'$1') + '; return {TXN_FILE}')() as any
  const p = join(app.dir,'t.csv'), q = join(app.dir,'q.csv')
  await app.run(`INSERT INTO FUNCTION file('${p}', 'CSVWithNames') ${TXN_FILE} FROM numbers(${N})`)
  await app.run(`INSERT INTO FUNCTION file('${q}', 'CustomSeparatedWithNames') SETTINGS format_custom_escaping_rule='Raw', format_custom_field_delimiter=',' ${TXN_FILE} FROM numbers(${N})`)
  console.log(readFileSync(q,'utf8').slice(0,300))
  for (const f of [p,q,p,q]) { const t=performance.now(); const cpu=process.cpuUsage()
    const format = { type:'csv', delimiter: ',', quotes: true, header: true, encoding:'utf-8', gzip:false, names:[] }
    const r = await stageFile({createTable: async()=>{}, insert: async()=>{}} as any, { path: f, format, jsonColumns: [], stage: 'stage_x', runId: 1, signal: new AbortController().signal, onRead(){} } as any, { add(){}, flush: async()=>{}, count: ()=>0, runId: 1 } as any)
    const u=process.cpuUsage(cpu); console.log('split only', f.slice(-5), r.rows, r.bytes, Math.round(performance.now()-t), Math.round((u.user+u.system)/1000)) }
} finally { await app.close() }

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
  const p = join(app.dir,'t.csv')
  await app.run(`INSERT INTO FUNCTION file('${p}', 'CSVWithNames') ${TXN_FILE} FROM numbers(${N})`)
  const w = app.context.warehouse
  const cols = Array.from({length:12},(_,i)=>`c${i} String`).join(', ')
  const engines: Record<string,string> = {
    null: 'ENGINE = Null',
    now: 'ENGINE = MergeTree ORDER BY (_line) SETTINGS index_granularity = 8192, non_replicated_deduplication_window = 10000',
    nodedup: 'ENGINE = MergeTree ORDER BY (_line) SETTINGS index_granularity = 8192',
    nomerge: "ENGINE = MergeTree ORDER BY tuple() SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1",
    compact: "ENGINE = MergeTree ORDER BY tuple() SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1, min_bytes_for_wide_part = 10000000000, min_rows_for_wide_part=1000000000",
    stripe: 'ENGINE = StripeLog',
    memory: 'ENGINE = Memory SETTINGS compress = 1',
  }
  for (let r=0;r<2;r++) for (const [name, e] of Object.entries(engines)) for (const par of [1, 2]) {
    await app.run(`CREATE TABLE stage_x (_line UInt64, ${cols}) ${e}`)
    let pend: Promise<any>[] = []; let ins = 0
    const fake = { createTable: async()=>{}, insert: async (t: string, f: any, b: Uint8Array, o: any) => {
      if (par === 1) { const t0=performance.now(); await w.insert('stage_x', f, b, name==='now'?o:{csv:o.csv}); ins+=performance.now()-t0 }
      else { if (pend.length>=2) await pend.shift(); pend.push(w.insert('stage_x', f, b, name==='now'?o:{csv:o.csv})) }
    } }
    const t=performance.now(); const cpu=process.cpuUsage()
    const format = { type:'csv', delimiter: ',', quotes: true, header: true, encoding:'utf-8', gzip:false, names:[] }
    await stageFile(fake as any, { path: p, format, jsonColumns: [], stage: 'stage_x', runId: 1, signal: new AbortController().signal, onRead(){} } as any, { add(){}, flush: async()=>{}, count: ()=>0, runId: 1 } as any)
    await Promise.all(pend)
    const u=process.cpuUsage(cpu)
    const total = performance.now()-t
    const t1=performance.now(); 
    if (name!=='null') await app.rows('SELECT count() FROM stage_x WHERE NOT ignore(*)')
    const rd = performance.now()-t1
    await app.run('DROP TABLE stage_x SYNC')
    console.log(r, name, 'par', par, Math.round(total), 'ins', Math.round(ins), 'cpu', Math.round((u.user+u.system)/1000), 'read', Math.round(rd))
  }
  // splitter only
  { const t=performance.now(); const cpu=process.cpuUsage()
    const format = { type:'csv', delimiter: ',', quotes: true, header: true, encoding:'utf-8', gzip:false, names:[] }
    await stageFile({createTable: async()=>{}, insert: async()=>{}} as any, { path: p, format, jsonColumns: [], stage: 'stage_x', runId: 1, signal: new AbortController().signal, onRead(){} } as any, { add(){}, flush: async()=>{}, count: ()=>0, runId: 1 } as any)
    const u=process.cpuUsage(cpu); console.log('split only', Math.round(performance.now()-t), Math.round((u.user+u.system)/1000)) }
} finally { await app.close() }

// run from /work/main
import { openBenchApp } from '/work/main/bench/bench-app.ts'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
const N = Number(process.env.N ?? 1000000)
const src = readFileSync('/work/main/bench/import.ts','utf8')
const app = await openBenchApp()
try {
  const body = src.slice(src.indexOf('const customers ='), src.indexOf('const MINOR')).replace(/CUSTOMERS/g, String(N/2))
  const { customers, transactions, CUSTOMER_FILE, TXN_FILE } = new Function(body.replace(/\$\{(\d+)\}/g,'$1') + '; return {customers, transactions, CUSTOMER_FILE, TXN_FILE}')() as any
  const p = join(app.dir,'t.csv'), c = join(app.dir,'c.csv')
  await app.run(`INSERT INTO FUNCTION file('${p}', 'CSVWithNames') ${TXN_FILE} FROM numbers(${N})`)
  await app.run(`INSERT INTO FUNCTION file('${c}', 'CSVWithNames') ${CUSTOMER_FILE} FROM numbers(${N/2})`)
  await app.define('source','customers',customers); await app.define('source','transactions',transactions)
  const w = app.context.warehouse as any
  const log: [string, number, number][] = []
  let on = false
  for (const m of ['query','command','insert','createTable','dropTable']) {
    const f = w[m].bind(w)
    w[m] = async (...a: any[]) => { const t = performance.now(); try { return await f(...a) } finally { if (on) log.push([m + ' ' + (typeof a[0]==='string'?a[0]: JSON.stringify(a[0]).slice(0,140)), t, performance.now()-t]) } }
  }
  for (const [name, file] of [['customers',c],['transactions',p]] as const) for (let r=0;r<3;r++) {
    log.length=0; on=true
    const t=performance.now(); const cpu=process.cpuUsage()
    await app.job('data.load',{source:name,file:{path:file},trustedPath:true})
    on=false
    const u=process.cpuUsage(cpu)
    console.log(name, 'total', Math.round(performance.now()-t), 'cpu', Math.round((u.user+u.system)/1000))
    if (r===2) { let ins=0,n=0, last=0; for (const [k,s,d] of log) { if (k.startsWith('insert stage')||k.startsWith('insert "stage')) {ins+=d;n++; last=s+d-t} else if (d>15) console.log('  ', Math.round(s-t), Math.round(d), k) } console.log('  stage inserts', n, Math.round(ins), 'ended at', Math.round(last)) }
    await app.forgetLoads()
  }
} finally { await app.close() }

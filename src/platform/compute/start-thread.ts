import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** A thread that runs a file of this folder (`worker-main`), from the sources or from what is built. */
export function startThread(entry: string, given: object = {}): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL(`./${entry}.js`, import.meta.url), { workerData: given })
  // `--import tsx` does not reach worker threads on Node 20, so the thread registers tsx itself before its entry.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api').replace(/\.cjs$/, '.mjs')).href
  const workerData = { ...given, tsx, entry: new URL(`./${entry}.ts`, import.meta.url).href }
  const boot = `const { workerData } = require('node:worker_threads')
    import(workerData.tsx).then(({ register }) => { register(); return import(workerData.entry) })`
  return new Worker(boot, { eval: true, workerData, execArgv: ['--conditions=source'] })
}

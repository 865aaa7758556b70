// Builds the server (src -> dist/src, file by file) and the console (web -> dist/web).
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const what = process.argv[2] ?? 'all'

function files(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
}

function sources(folder) {
  return files(folder).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
}

async function buildServer() {
  const { buildKernels } = await import('./build-kernels.mjs')
  await buildKernels()
  // The demo bank is a process of its own, apart from the product.
  for (const folder of ['src', 'demo']) await buildFolder(folder)
}

/** File by file; what has no source any more goes last, so that a process that runs from `dist` goes on. */
async function buildFolder(folder) {
  const { build } = await import('esbuild')
  const entryPoints = sources(join(root, folder))
  const outdir = join(root, 'dist', folder)
  await build({ entryPoints, outdir, outbase: join(root, folder), format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })
  const wanted = new Set(entryPoints.map((path) => join(outdir, relative(join(root, folder), path)).replace(/\.ts$/, '.js')))
  for (const path of files(outdir)) if (!wanted.has(path.replace(/\.map$/, ''))) rmSync(path)
}

function buildWeb() {
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'build-web.mjs'), '--no-measure'], { stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

if (what !== 'web') await buildServer()
if (what !== 'server') buildWeb()

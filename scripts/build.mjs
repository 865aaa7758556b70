// Builds the server (src -> dist/src, file by file) and the console (web -> dist/web).
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const what = process.argv[2] ?? 'all'

function sources(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts') ? [path] : []
  })
}

async function buildServer() {
  const { buildKernels } = await import('./build-kernels.mjs')
  await buildKernels()
  const { build } = await import('esbuild')
  rmSync(join(root, 'dist', 'src'), { recursive: true, force: true })
  await build({
    entryPoints: sources(join(root, 'src')),
    outdir: join(root, 'dist', 'src'),
    outbase: join(root, 'src'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
  // The demo bank is a process of its own, apart from the product.
  rmSync(join(root, 'dist', 'demo'), { recursive: true, force: true })
  await build({
    entryPoints: sources(join(root, 'demo')),
    outdir: join(root, 'dist', 'demo'),
    outbase: join(root, 'demo'),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
}

function buildWeb() {
  const done = spawnSync(process.execPath, [join(root, 'scripts', 'build-web.mjs'), '--no-measure'], { stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

if (what !== 'web') await buildServer()
if (what !== 'server') buildWeb()

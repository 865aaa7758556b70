// Compiles assembly/ to dist/kernels.wasm.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('../', import.meta.url))

export async function buildKernels() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const { error, stderr } = await asc.main(['assembly/index.ts', '--baseDir', root, '--outFile', 'dist/kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd,threads', '--importMemory', '--sharedMemory', '--initialMemory', '16', '--maximumMemory', '65536', '--memoryBase', '1024'])
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels()

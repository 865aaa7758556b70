// npm run pack:learn [-- --try]: a tarball of kernel/learn without dependencies, in dist/: qunce-learn-<version>.tgz; --try runs its examples.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildKernels } from './build-kernels.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'dist', 'learn')
/** Parts of the kernel the library is made of; their declarations travel with it. */
const PARTS = ['learn', 'error', 'sql']

export async function packLearn() {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(join(out, 'lib'), { recursive: true })
  await buildKernels()
  cpSync(join(root, 'dist', 'kernels.wasm'), join(out, 'kernels.wasm'))
  await bundle()
  declare()
  cpSync(join(root, 'scripts', 'learn-package'), out, { recursive: true })
  cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'))
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
  const packed = spawnSync('npm', ['pack', '--json', '--pack-destination', join(root, 'dist')], { cwd: out, encoding: 'utf8' })
  if (packed.status !== 0) throw new Error(packed.stderr)
  return join(root, 'dist', JSON.parse(packed.stdout)[0].filename)
}

function bundle() {
  return build({
    entryPoints: { index: join(root, 'src/kernel/learn/index.ts'), threads: join(root, 'src/platform/compute/threads.ts'), 'thread-main': join(root, 'src/platform/compute/thread-main.ts') },
    outdir: join(out, 'lib'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    logLevel: 'warning',
  })
}

/** The declarations of the parts, and of the threads. */
function declare() {
  const project = join(out, 'tsconfig.json')
  const files = ['src/kernel/learn/index.ts', 'src/platform/compute/threads.ts', 'src/kernel/learn/machine/web-assembly.d.ts'].map((file) => join(root, file))
  writeFileSync(project, JSON.stringify({ extends: join(root, 'tsconfig.json'), include: [], files, compilerOptions: { noEmit: false, emitDeclarationOnly: true, declaration: true, declarationMap: false, incremental: false, composite: false, rootDir: join(root, 'src'), outDir: join(out, 'types') } }))
  const done = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { cwd: root, encoding: 'utf8' })
  rmSync(project)
  if (done.status !== 0) throw new Error(done.stdout)
  cpSync(join(root, 'src/kernel/learn/machine/web-assembly.d.ts'), join(out, 'types/kernel/learn/machine/web-assembly.d.ts'))
}

function manifest() {
  const { version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const door = (name) => ({ types: `./types/kernel/${name}/index.d.ts`, default: './lib/index.js' })
  return {
    name: 'qunce-learn',
    version,
    description: 'Learning kernels: boosting, k-means, uplift, lifetime value, scorecards, survival; deterministic, explained, printed as SQL',
    license,
    engines,
    type: 'module',
    sideEffects: false,
    exports: { '.': door('learn'), './threads': { types: './types/platform/compute/threads.d.ts', default: './lib/threads.js' }, './kernels.wasm': './kernels.wasm' },
    imports: Object.fromEntries(PARTS.map((name) => [`#kernel/${name}`, door(name)])),
    files: readdirSync(out).filter((name) => name !== 'package.json'),
  }
}

/** Runs the examples of a tarball where nothing else is installed. */
function tryOut(tarball) {
  const place = mkdtempSync(join(tmpdir(), 'qunce-learn-'))
  try {
    const home = join(place, 'node_modules', 'qunce-learn')
    mkdirSync(home, { recursive: true })
    run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'], place)
    cpSync(join(home, 'examples'), join(place, 'examples'), { recursive: true })
    for (const example of readdirSync(join(place, 'examples'))) run(process.execPath, [join('examples', example)], place)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tarball = await packLearn()
  console.log(tarball)
  if (process.argv.includes('--try')) tryOut(tarball)
}

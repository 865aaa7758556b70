// Installs and builds when the lock file or the sources changed, one process at a time. Dependency-free.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const LOCK_STALE_MS = 15 * 60_000

/** `packages: false` leaves what is installed as it is. */
export async function prepare({ root, web, packages = true }) {
  if (!existsSync(join(root, 'src'))) return // a built package
  const lacks = () => packages && !isInstalled(root)
  if (!lacks() && isBuilt(root, web)) return
  const release = await lock(root)
  try {
    if (lacks()) install(root)
    if (!isBuilt(root, web)) build(root, web)
  } finally {
    release()
  }
}

function isInstalled(root) {
  const stamp = join(root, 'node_modules', '.qunce-install')
  const wanted = installStamp(root)
  const found = read(stamp)
  if (found === wanted) return true
  const sameNode = found === null || found.split(' ')[1] === wanted.split(' ')[1]
  if (!sameNode || !hasEveryPackage(root)) return false
  writeFileSync(stamp, wanted)
  return true
}

/** True after somebody's own `npm ci`: npm's record of what it installed holds every package this platform needs. */
function hasEveryPackage(root) {
  const record = read(join(root, 'node_modules', '.package-lock.json'))
  if (record === null) return false
  const installed = JSON.parse(record).packages ?? {}
  const locked = Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
  return locked.every(([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version)
}

/** Hash of the lock file, then Node's binary interface: what was built for another one is installed again. */
function installStamp(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  return `${hash} ${process.versions.modules}`
}

function install(root) {
  say('Installing packages (first start only) … 正在安装依赖（仅首次）…')
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], root)
  writeFileSync(join(root, 'node_modules', '.qunce-install'), installStamp(root))
}

function isBuilt(root, web) {
  if (read(join(root, 'dist', '.qunce-server')) !== sourceHash(root, ['src', 'demo', 'assembly', 'package.json'])) return false
  return !web || read(join(root, 'dist', '.qunce-web')) === sourceHash(root, ['web', 'src', 'package.json'])
}

function build(root, web) {
  say('Building … 正在构建…')
  const server = sourceHash(root, ['src', 'demo', 'assembly', 'package.json'])
  if (read(join(root, 'dist', '.qunce-server')) !== server) {
    run(process.execPath, ['scripts/build.mjs', 'server'], root)
    writeFileSync(join(root, 'dist', '.qunce-server'), server)
  }
  const console_ = sourceHash(root, ['web', 'src', 'package.json'])
  if (web && read(join(root, 'dist', '.qunce-web')) !== console_) {
    run(process.execPath, ['scripts/build.mjs', 'web'], root)
    writeFileSync(join(root, 'dist', '.qunce-web'), console_)
  }
}

/** Hash of paths, sizes and times: enough to see a change, quick to compute. */
function sourceHash(root, places) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const info = statSync(path)
    if (info.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
    else if (!/\.test\.tsx?$/.test(path)) hash.update(`${path.slice(root.length)} ${info.size} ${Math.round(info.mtimeMs)}\n`)
  }
  for (const place of places) visit(join(root, place))
  return hash.digest('hex')
}

async function lock(root) {
  const path = join(root, '.cache', 'prepare.lock')
  mkdirSync(dirname(path), { recursive: true })
  for (;;) {
    try {
      mkdirSync(path)
      return () => rmSync(path, { recursive: true, force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > LOCK_STALE_MS) rmSync(path, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } })
  if (done.status !== 0) {
    say(`${command} ${args.join(' ')} failed. 失败。`)
    process.exit(done.status ?? 1)
  }
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await prepare({ root: dirname(dirname(fileURLToPath(import.meta.url))), web: process.argv.includes('--web') })
}

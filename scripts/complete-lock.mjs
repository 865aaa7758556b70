// Completes package-lock.json: a registry that lacks an optional platform package leaves it out of a fresh lock, and
// `npm ci` fails elsewhere. Adds an entry for each, and removes the host a package came from.
// Usage: node scripts/complete-lock.mjs [--check] [--lock FILE]
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = process.argv.indexOf('--lock')
const file = at > 0 ? process.argv[at + 1] : fileURLToPath(new URL('../package-lock.json', import.meta.url))
const check = process.argv.includes('--check')

const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'netbsd', 'openbsd', 'openharmony', 'android', 'sunos', 'aix', 'wasi']
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

/** Optional dependencies of locked packages that the lock has no entry for. */
function absent(packages) {
  const missing = new Map()
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, path, name)) missing.set(name, { name, version, dev: entry.dev === true })
    }
  }
  return [...missing.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Node looks in the package's own node_modules, then in each one above it. */
function isLocked(packages, path, name) {
  for (let place = path; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place}/node_modules/${name}`] !== undefined) return true
  }
  return packages[`node_modules/${name}`] !== undefined
}

function entryOf({ name, version, dev }) {
  const known = describe(`${name}@${version}`)
  const words = name.slice(name.lastIndexOf('/') + 1).split('-')
  const processor = words.map((word) => (/^arm(v7l?)?$/.test(word) ? 'arm' : word)).find((word) => PROCESSORS.includes(word))
  const system = words.find((word) => SYSTEMS.includes(word)) ?? (words.includes('windows') ? 'win32' : undefined)
  const cpu = known.cpu ?? (processor === undefined ? undefined : [processor])
  const os = known.os ?? (system === undefined ? undefined : [system])
  if (cpu === undefined && os === undefined) throw new Error(`${name}: neither the registry nor its name says its platform`)
  const libc = known.libc ?? (system !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? ['musl'] : ['glibc'])
  return {
    version: known.version ?? version,
    ...(known.integrity === undefined ? {} : { integrity: known.integrity }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(dev ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    ...(os === undefined ? {} : { os }),
  }
}

/** What the registry says of a package; nothing when it does not hold it. */
function describe(spec) {
  const asked = spawnSync('npm', ['view', spec, 'version', 'os', 'cpu', 'libc', 'dist.integrity', '--json'], { encoding: 'utf8' })
  if (asked.status !== 0 || asked.stdout.trim() === '') return {}
  const found = JSON.parse(asked.stdout)
  return { version: found.version, os: found.os, cpu: found.cpu, libc: found.libc, integrity: found['dist.integrity'] }
}

const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = absent(lock.packages)
const hosted = Object.keys(lock.packages).filter((path) => /^https?:/.test(lock.packages[path].resolved ?? ''))
if (check) {
  for (const { name, version } of missing) console.error(`package-lock.json lacks the optional package ${name}@${version}`)
  if (hosted.length > 0) console.error(`package-lock.json says where ${hosted.length} packages came from`)
  if (missing.length + hosted.length > 0) {
    console.error('Run node scripts/complete-lock.mjs')
    process.exit(1)
  }
} else {
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryOf(one)
  for (const path of hosted) delete lock.packages[path].resolved
  const [first, ...rest] = Object.keys(lock.packages)
  const order = [first, ...rest.sort((a, b) => a.localeCompare(b, 'en'))]
  lock.packages = Object.fromEntries(order.map((path) => [path, lock.packages[path]]))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: ${missing.length} optional packages added, ${hosted.length} hosts removed`)
}

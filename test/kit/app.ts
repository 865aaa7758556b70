import { readdirSync } from 'node:fs'
import type { Actor } from '#platform/access/contract'
import { permissions } from '#platform/access/contract'
import { createLog } from '#platform/log'
import { buildApp, openContext, readConfig, type Config, type OpenContext } from '#app'
import { fillFromTemplate } from './template.js'
import { tempDir, type TempDir } from './temp-dir.js'

export interface TestApp extends OpenContext {
  readonly config: Config
  readonly dir: string
}

const QUIET = { QUNCE_SESSIONS: '2', QUNCE_LOG_LEVEL: 'silent' }
const openQuiet = (config: Config) => openContext(config, { throwAway: true, log: createLog({ level: 'silent' }) })

/** Everything but HTTP, in a folder of its own, with a ledger that does not wait for the disk. */
export function openTestApp(settings: Record<string, string> = {}): Promise<TestApp> {
  return openOn(tempDir('app'), settings)
}

/** A test app with what `fill` puts in it, which is done once a run for every name: later apps start from a copy. */
export async function openFilledApp(name: string, fill: (app: TestApp) => Promise<void>, settings: Record<string, string> = {}): Promise<TestApp> {
  const dir = tempDir('app')
  const filled = await fillFromTemplate(name, dir.path, settings, async (path) => {
    const app = await openOn({ path, remove: () => undefined }, {})
    await fill(app)
    await app.close()
  })
  const app = await openOn(dir, settings)
  if (!filled) await fill(app)
  return app
}

async function openOn(dir: Pick<TempDir, 'path' | 'remove'>, settings: Record<string, string>): Promise<TestApp> {
  const config = readConfig({ QUNCE_DATA_DIR: dir.path, ...QUIET, ...settings })
  if (readdirSync(dir.path).length === 0) await fillFromTemplate('empty', dir.path, settings, async (path) => (await openQuiet(readConfig({ QUNCE_DATA_DIR: path, ...QUIET }))).close())
  const opened = await openQuiet(config)
  return { ...opened, config, dir: dir.path, close: () => opened.close().finally(dir.remove) }
}

/** The HTTP server over a test app; call `app.inject`. */
export function openTestHttp(opened: TestApp) {
  return buildApp(opened.config, opened)
}

/** Somebody with every permission and every customer. */
export const headOffice: Actor = {
  id: 'test-head-office',
  name: 'Head office',
  kind: 'person',
  roles: ['ADMIN'],
  permissions: [...permissions],
  scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
}

/** A second person, for what needs four eyes. */
export const compliance: Actor = { ...headOffice, id: 'test-compliance', name: 'Compliance' }

/** Folder of the open data sets, or null when this machine has none. */
export function openData(): string | null {
  return process.env['QUNCE_OPEN_DATA'] ?? null
}

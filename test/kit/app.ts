import type { Actor } from '#platform/access/contract'
import { permissions } from '#platform/access/contract'
import { createLog } from '#platform/log'
import { buildApp, openContext, readConfig, type Config, type OpenContext } from '#app'
import { fillFromTemplate } from './template.js'
import { tempDir } from './temp-dir.js'

export interface TestApp extends OpenContext {
  readonly config: Config
  readonly dir: string
}

/** Everything but HTTP, in a folder of its own, with a ledger that does not wait for the disk. */
export async function openTestApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const dir = tempDir('app')
  const config = readConfig({ QUNCE_DATA_DIR: dir.path, QUNCE_SESSIONS: '2', QUNCE_LOG_LEVEL: 'silent', ...settings })
  const open = (own: Config) => openContext(own, { throwAway: true, log: createLog({ level: 'silent' }) })
  await fillFromTemplate(dir.path, settings, async (path) => (await open(readConfig({ QUNCE_DATA_DIR: path, QUNCE_SESSIONS: '2', QUNCE_LOG_LEVEL: 'silent' }))).close())
  const opened = await open(config)
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

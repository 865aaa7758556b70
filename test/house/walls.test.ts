import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../kit/house.js'
import { tempDir } from '../kit/temp-dir.js'

/** A small house that breaks every wall once, judged by the real rules. */
const FILES: Record<string, string> = {
  // Allowed, and the friends the violations go through.
  'src/kernel/id/index.ts': 'export const id = 1',
  'src/kernel/id/slug.ts': "import { tag } from '#tags'\nexport const slug = tag",
  'src/platform/log/index.ts': "import { writeFileSync } from 'node:fs'\nexport const log = writeFileSync",
  'src/platform/log/pretty.ts': "import { segment } from '#segments'\nexport const pretty = segment",
  'src/tags/index.ts': "export { load } from './actions/load.js'\nexport const tag = 1",
  'src/tags/contract.ts': 'export const window = 1',
  'src/tags/actions/load.ts': "import { log } from '#platform/log'\nexport const load = log",
  'src/segments/index.ts': "import { id } from '#kernel/id'\nimport { tag } from '#tags'\nimport { window } from '#tags/contract'\nexport const segment = [id, tag, window]",
  'src/app/index.ts': "import { segment } from '#segments'\nexport const app = segment",
  // Violations.
  'src/tags/backward.ts': "import { segment } from '#segments'\nexport const backward = segment",
  'src/segments/deep.ts': "import { load } from '../tags/actions/load.js'\nexport const deep = load",
  'src/segments/sql/impure-query.ts': "import { friend } from '../friend.js'\nexport const impure = friend",
  'src/segments/friend.ts': "import { load } from '#tags'\nexport const friend = load",
  'src/segments/up.ts': "import { app } from '#app'\nexport const up = app",
  'src/segments/first.ts': "import { second } from './second.js'\nexport const first: number = second",
  'src/segments/second.ts': "import { first } from './first.js'\nexport const second: number = first",
  'src/segments/tested.ts': "import { kit } from '../../test/kit/kit.js'\nexport const tested = kit",
  'src/segments/shown.ts': "import { truth } from '../../demo/truth.js'\nexport const shown = truth",
  'node_modules/echarts/package.json': '{"name":"echarts","version":"6.0.0","main":"index.js"}',
  'node_modules/echarts/index.js': 'module.exports = 1',
  'test/kit/kit.ts': 'export const kit = 1',
  'demo/truth.ts': 'export const truth = 1',
  'web/rooms/segments/Page.tsx': "import { segment } from '#segments'\nimport { window } from '#tags/contract'\nimport 'echarts'\nexport const page = [segment, window]",
}
const DOORS: Record<string, string> = {
  '#kernel/id': 'kernel/id/index',
  '#platform/log': 'platform/log/index',
  '#tags': 'tags/index',
  '#tags/contract': 'tags/contract',
  '#segments': 'segments/index',
  '#app': 'app/index',
}

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: { readonly name: string }
}

const dir = tempDir('walls')
let violations: readonly Violation[]

beforeAll(() => {
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir.path, path)), { recursive: true })
    writeFileSync(join(dir.path, path), `${text}\n`)
  }
  for (const name of ['.dependency-cruiser.cjs', 'house.json', 'tsconfig.json']) copyFileSync(join(root, name), join(dir.path, name))
  const imports = Object.fromEntries(Object.entries(DOORS).map(([door, path]) => [door, { source: `./src/${path}.ts` }]))
  writeFileSync(join(dir.path, 'package.json'), JSON.stringify({ type: 'module', imports, dependencies: { echarts: '6' } }))
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const done = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '-T', 'json', 'src', 'web'], { cwd: dir.path, encoding: 'utf8' })
  violations = (JSON.parse(done.stdout) as { summary: { violations: Violation[] } }).summary.violations
})
afterAll(() => dir.remove())

function brokenBy(path: string): string[] {
  return [...new Set(violations.filter((violation) => violation.from === path).map((violation) => violation.rule.name))].sort()
}

describe('walls', () => {
  it.each([
    ['a room that imports a later one', 'src/tags/backward.ts', 'flow-tags'],
    ['a room entered by its back', 'src/segments/deep.ts', 'door-tags'],
    ['a query builder that reaches a file through three friends', 'src/segments/sql/impure-query.ts', 'pure-stays-pure'],
    ['a kernel that imports a room', 'src/kernel/id/slug.ts', 'kernel-alone'],
    ['a platform that imports a room', 'src/platform/log/pretty.ts', 'platform-below-rooms'],
    ['a room that imports the app', 'src/segments/up.ts', 'nobody-imports-app'],
    ['two files in a circle', 'src/segments/first.ts', 'no-circles'],
    ['a screen that imports a door', 'web/rooms/segments/Page.tsx', 'web-sees-contracts-only'],
    ['a screen that draws by itself', 'web/rooms/segments/Page.tsx', 'only-charts-import-echarts'],
    ['a product that imports a test', 'src/segments/tested.ts', 'product-never-imports-tests'],
    ['a product that imports the demo', 'src/segments/shown.ts', 'product-never-imports-demo'],
  ])('stop %s', (_what, path, rule) => {
    expect(brokenBy(path)).toContain(rule)
  })

  it.each(['src/segments/index.ts', 'src/app/index.ts', 'src/tags/index.ts', 'src/tags/actions/load.ts'])('let %s through', (path) => {
    expect(brokenBy(path)).toEqual([])
  })
})

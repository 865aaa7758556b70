import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesBelow, house, textOf } from '../kit/house.js'

/** Builders no test names yet. Shrinks; a name that is tested by now must leave it. */
const TESTS_TO_COME: readonly string[] = []

/** Actions that still hold a statement. Shrinks: statements live in `sql/`. */
const STATEMENTS_TO_MOVE: readonly string[] = [
  'src/ingest/actions/build-report.ts',
  'src/ingest/actions/loaded-orgs.ts',
  'src/ingest/actions/preview-file.ts',
  'src/ingest/actions/stream-rejects.ts',
  'src/ingest/actions/write-targets.ts',
  'src/tags/actions/build-snapshot.ts',
  'src/tags/actions/read-vocabulary.ts',
]

const builders = house.rooms.flatMap((room) => filesBelow(`src/${room}/sql`)).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
const tests = [
  ...filesBelow('src').filter((path) => path.endsWith('.test.ts')),
  ...filesBelow('test').filter((path) => path.endsWith('.ts') && !path.startsWith('test/house/')),
]
const words = new Set(tests.flatMap((path) => textOf(path).match(/[\w-]+/g) ?? []))

/** A test names a builder by its file or by one of its functions. */
function isTested(path: string): boolean {
  const functions = [...textOf(path).matchAll(/export function (\w+)/g)].map((found) => found[1]!)
  return [basename(path, '.ts'), ...functions].some((name) => words.has(name))
}

describe('SQL builders', () => {
  it('are each named by a test', () => {
    expect(builders.filter((path) => !isTested(path)).sort()).toEqual([...TESTS_TO_COME].sort())
  })

  it('hold every statement: an action has none', () => {
    const actions = house.rooms.flatMap((room) => ['actions', 'domain'].flatMap((part) => filesBelow(`src/${room}/${part}`)))
    const withStatement = actions.filter((path) => /sql`\s*(SELECT|INSERT|WITH|ALTER|DROP)\b/.test(textOf(path)))
    expect(withStatement.sort()).toEqual([...STATEMENTS_TO_MOVE].sort())
  })
})

import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { filesBelow, textOf } from '../kit/house.js'

/** Definitions of other banks, which no demo bank is run with. */
const OTHER_BANKS = /berka|email-campaign|core-bank/

interface Item {
  readonly kind: string
  readonly key: string
  readonly name: unknown
  readonly description?: unknown
  readonly body: unknown
}

const files = filesBelow('examples').filter((path) => path.endsWith('.yaml') && !OTHER_BANKS.test(path))

function itemsOf(path: string): Item[] {
  return parseAllDocuments(textOf(path)).flatMap((document) => {
    const { definitions = [], templates = [] } = document.toJS({ maxAliasCount: 5000 }) as { definitions?: Item[]; templates?: Item[] }
    return [...definitions, ...templates]
  })
}

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value

it('no two examples define one thing differently: running one after another undoes nothing', () => {
  const told = new Map<string, Map<string, string[]>>()
  for (const path of files) {
    for (const { kind, key, name, description, body } of itemsOf(path)) {
      const ways = told.get(`${kind}/${key}`) ?? new Map<string, string[]>()
      told.set(`${kind}/${key}`, ways)
      const text = JSON.stringify({ name, body: description === undefined ? body : { description, ...(body as object) } }, sorted)
      ways.set(text, [...(ways.get(text) ?? []), path])
    }
  }
  const twice = [...told].filter(([, ways]) => ways.size > 1).map(([what, ways]) => `${what}: ${[...ways.values()].flat().join(', ')}`)
  expect(twice).toEqual([])
  expect(told.size).toBeGreaterThan(100)
})

it('no example names a bank\'s own product or employee numbers: another bank has others', () => {
  const named = files.flatMap((path) => [...textOf(path).matchAll(/\b(P\d{3}|E\d{4})\b/g)].map(([code]) => `${path}: ${code}`))
  expect([...new Set(named)]).toEqual([])
})

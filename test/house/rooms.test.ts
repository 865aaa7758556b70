import { describe, expect, it } from 'vitest'
import { filesBelow, foldersIn, house, isFile, textOf } from '../kit/house.js'

interface Table {
  readonly name: string
  readonly columns: object
}

/** Tables a room creates: in the ledger by its migrations, in the warehouse by its definitions. */
async function tablesOf(room: string): Promise<string[]> {
  const migrations = `src/${room}/store/migrations.ts`
  const ledger = isFile(migrations) ? [...textOf(migrations).matchAll(/create table (?:if not exists )?(\w+)/g)].map((found) => found[1]!) : []
  const path = `src/${room}/warehouse/tables.ts`
  if (!isFile(path)) return ledger
  const exported = Object.values((await import(`../../src/${room}/warehouse/tables.ts`)) as Record<string, unknown>)
  const warehouse = exported.flat().filter(isTable).map((table) => table.name)
  return [...ledger, ...warehouse]
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && 'name' in value && 'columns' in value
}

/** `bank_*` on a card stands for every table that begins so. */
function isNamed(card: string, table: string): boolean {
  const names = [...card.matchAll(/[a-z][a-z0-9_]*(?:\*|<\w+>)?/g)].map((found) => found[0])
  return names.some((name) => (name.endsWith('*') ? table.startsWith(name.slice(0, -1)) : name === table))
}

describe.each(house.rooms)('the room %s', (room) => {
  it('has a card of at most 80 lines that says what it owns and refuses', () => {
    const card = textOf(`src/${room}/README.md`)
    expect(card.split('\n').length - 1).toBeLessThanOrEqual(80)
    expect(card.startsWith(`# ${room}: `)).toBe(true)
    for (const part of ['**Owns**', '**Rules**', '**Refuses**']) expect(card).toContain(part)
  })

  it('numbers its rules from 1 without a gap, under one prefix', () => {
    const rules = [...textOf(`src/${room}/README.md`).matchAll(/^- ([A-Z]{3,4})-(\d+) /gm)]
    expect(new Set(rules.map((rule) => rule[1])).size).toBe(1)
    expect(rules.map((rule) => Number(rule[2]))).toEqual(rules.map((_, index) => index + 1))
  })

  it('has a door of under 40 lines with named exports only', () => {
    const door = textOf(`src/${room}/index.ts`)
    expect(door.split('\n').length - 1).toBeLessThan(40)
    expect(door).not.toMatch(/export \*|export default/)
    expect(door).toMatch(/^export (type )?\{/m)
  })

  it('has a window', () => {
    expect(isFile(`src/${room}/contract.ts`)).toBe(true)
  })

  it('names every table it owns on its card', async () => {
    const card = textOf(`src/${room}/README.md`)
    expect((await tablesOf(room)).filter((table) => !isNamed(card, table))).toEqual([])
  })
})

describe('the house', () => {
  it('is the list in house.json, folder by folder', () => {
    expect(foldersIn('src').sort()).toEqual(['app', 'kernel', 'platform', ...house.rooms].sort())
    expect(foldersIn('src/kernel').sort()).toEqual([...house.kernel].sort())
    expect(foldersIn('src/platform').sort()).toEqual([...house.platform].sort())
  })

  it('has a door in package.json for every part, no pattern, and each leads somewhere', () => {
    const { imports } = JSON.parse(textOf('package.json')) as { imports: Record<string, { source: string; default: string }> }
    const parts = [
      ...house.kernel.map((name) => [`#kernel/${name}`, `src/kernel/${name}`] as const),
      ...house.platform.map((name) => [`#platform/${name}`, `src/platform/${name}`] as const),
      ...[...house.rooms, 'app'].map((name) => [`#${name}`, `src/${name}`] as const),
    ]
    const doors = parts.flatMap(([door, path]) => [
      [door, `./${path}/index.ts`] as const,
      ...(isFile(`${path}/contract.ts`) && !path.startsWith('src/kernel/') ? [[`${door}/contract`, `./${path}/contract.ts`] as const] : []),
    ])
    const wanted = Object.fromEntries(doors)
    expect(Object.fromEntries(Object.entries(imports).map(([door, to]) => [door, to.source]))).toEqual(wanted)
    expect(Object.values(imports).filter((to) => !isFile(to.source.slice(2)))).toEqual([])
    expect(Object.values(imports).map((to) => to.default)).toEqual(Object.values(imports).map((to) => to.source.replace('./src', './dist/src').replace(/ts$/, 'js')))
  })

  it('names no file or folder after its kind', () => {
    const parts = ['src', 'web', 'test', 'scripts', 'bench', 'docs', 'examples', 'demo'].flatMap(filesBelow)
    expect(parts.filter((path) => /(^|\/)(utils?|helpers?|common|shared|types|misc)(\.[\w.]+)?(\/|$)/.test(path))).toEqual([])
  })
})

describe('the console', () => {
  /** Rooms whose screens are still to come. */
  const SCREENS_TO_COME: readonly string[] = ['home', 'customers', ...house.rooms]

  it('mirrors the rooms', () => {
    const known = [...house.rooms, ...house.web]
    const built = foldersIn('web/rooms')
    expect(built.filter((name) => !known.includes(name))).toEqual([])
    expect(known.filter((name) => !built.includes(name) && !SCREENS_TO_COME.includes(name))).toEqual([])
  })

  it('has words in both languages and its pages in every room', () => {
    const lacking = foldersIn('web/rooms').flatMap((room) =>
      ['pages.ts', 'words.zh.ts', 'words.en.ts'].map((name) => `web/rooms/${room}/${name}`).filter((path) => !isFile(path)),
    )
    expect(lacking).toEqual([])
  })
})

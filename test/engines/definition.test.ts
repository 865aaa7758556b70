import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '#platform/access/contract'
import { auditMigrations, createAudit, verifyAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import {
  createDefinitions,
  definitionMigrations,
  type DefinitionKind,
  type Definitions,
} from '#platform/definition'
import type { Ledger } from '#platform/ledger'
import { openTestLedger } from '../kit/ledger.js'

const actor: Actor = {
  id: 'p1',
  name: 'A',
  kind: 'person',
  roles: [],
  permissions: [],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

interface Body {
  value: number
  uses?: { kind: string; key: string; version: number | 'latest' }[] | undefined
}
const bodySchema = z.strictObject({
  value: z.number(),
  uses: z
    .array(
      z.strictObject({
        kind: z.string(),
        key: z.string(),
        version: z.union([z.number(), z.literal('latest')]),
      }),
    )
    .optional(),
})

function kind(name: string, order: number): DefinitionKind<Body> {
  return {
    kind: name,
    order,
    permissions: { read: 'tag.read', write: 'tag.write' },
    async check(body) {
      const parsed = bodySchema.safeParse(body)
      if (parsed.success) return { body: parsed.data }
      return {
        mistakes: parsed.error.issues.map((issue) => ({
          code: 'FIELD_INVALID',
          path: issue.path.join('.'),
          params: { reason: issue.code },
        })),
      }
    },
    references: (body) => body.uses ?? [],
  }
}

const uses = (key: string, version: number | 'latest' = 'latest', of = 'tag'): Body => ({
  value: 1,
  uses: [{ kind: of, key, version }],
})
const name = { zh: '名称' }

describe('definitions', () => {
  let ledger: Ledger
  let definitions: Definitions
  beforeAll(async () => {
    ledger = await openTestLedger([...auditMigrations, ...definitionMigrations])
    definitions = createDefinitions(ledger, createAudit(ledger, systemClock))
    definitions.register(kind('segment', 2))
    definitions.register(kind('tag', 1))
  })
  afterAll(() => ledger.close())

  it('go from draft to immutable versions', async () => {
    const draft = await definitions.create<Body>('tag', { key: 'life', name, body: { value: 1 } }, actor)
    expect(draft).toMatchObject({ revision: 1, version: null, hasDraft: true, body: { value: 1 } })
    await expect(definitions.version('tag', 'life', 'latest')).rejects.toMatchObject({
      code: 'DEFINITION_NOT_PUBLISHED',
    })
    const one = await definitions.publish<Body>('tag', 'life', { revision: 1, note: 'first' }, actor)
    expect(one).toMatchObject({ version: 1, revision: 2, hasDraft: false })
    const edited = await definitions.save<Body>(
      'tag',
      'life',
      { revision: 2, name, body: { value: 2 } },
      actor,
    )
    expect(edited).toMatchObject({ revision: 3, version: 1, hasDraft: true })
    expect((await definitions.version<Body>('tag', 'life', 'latest')).body).toEqual({ value: 1 })
    expect((await definitions.get<Body>('tag', 'life')).body).toEqual({ value: 2 })
    const undone = await definitions.save<Body>(
      'tag',
      'life',
      { revision: 3, name, body: { value: 1 } },
      actor,
    )
    expect(undone.hasDraft).toBe(false)
    await expect(definitions.publish('tag', 'life', { revision: 4 }, actor)).rejects.toMatchObject({
      code: 'DEFINITION_UNCHANGED',
    })
    await definitions.save('tag', 'life', { revision: 4, name, body: { value: 3 } }, actor)
    await definitions.publish('tag', 'life', { revision: 5 }, actor)
    expect(
      (await definitions.versions('tag', 'life')).map(({ version, note }) => ({ version, note })),
    ).toEqual([
      { version: 2, note: '' },
      { version: 1, note: 'first' },
    ])
    expect((await definitions.version<Body>('tag', 'life', 1)).body).toEqual({ value: 1 })
    await expect(sql`UPDATE definition_version SET note = 'x'`.execute(ledger.db)).rejects.toThrow(
      'immutable',
    )
  })

  it('tell a stale writer what differs', async () => {
    await definitions.create('tag', { key: 'stale', name, body: { value: 1 } }, actor)
    await definitions.save('tag', 'stale', { revision: 1, name: { zh: '新' }, body: { value: 2 } }, actor)
    await expect(
      definitions.save('tag', 'stale', { revision: 1, name, body: { value: 3 } }, { ...actor, id: 'p2' }),
    ).rejects.toMatchObject({
      code: 'CONFLICT',
      difference: ['body.value', 'name.zh'],
      params: { revision: 2, updatedBy: 'p1', difference: 'body.value, name.zh' },
    })
  })

  it('let one of two writers at once win', async () => {
    await definitions.create('tag', { key: 'race', name, body: { value: 1 } }, actor)
    const results = await Promise.allSettled(
      [2, 3].map((value) => definitions.save('tag', 'race', { revision: 1, name, body: { value } }, actor)),
    )
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('collect mistakes and refuse bad keys', async () => {
    await expect(
      definitions.create('tag', { key: 'bad-body', name, body: { value: 'x', more: 1 } }, actor),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID', mistakes: [{ path: 'value' }, { path: '' }] })
    await expect(
      definitions.create('tag', { key: 'Bad Key', name, body: { value: 1 } }, actor),
    ).rejects.toMatchObject({ code: 'DEFINITION_KEY_INVALID' })
    await expect(
      definitions.create('tag', { key: 'life', name, body: { value: 1 } }, actor),
    ).rejects.toMatchObject({ code: 'DEFINITION_KEY_TAKEN' })
    await expect(definitions.create('nothing', { key: 'life', name, body: 1 }, actor)).rejects.toMatchObject({
      code: 'DEFINITION_KIND_UNKNOWN',
    })
    expect(await definitions.check('tag', null, { value: 'x' })).toHaveLength(1)
  })

  it('follow references: unknown, unpublished, circular, in use', async () => {
    await expect(
      definitions.create('segment', { key: 's-one', name, body: uses('nowhere') }, actor),
    ).rejects.toMatchObject({ mistakes: [{ code: 'DEFINITION_REFERENCE_UNKNOWN' }] })
    await definitions.create('tag', { key: 'base', name, body: { value: 1 } }, actor)
    const draft = await definitions.create('segment', { key: 's-one', name, body: uses('base') }, actor)
    await expect(
      definitions.publish('segment', 's-one', { revision: draft.revision }, actor),
    ).rejects.toMatchObject({ mistakes: [{ code: 'DEFINITION_REFERENCE_UNPUBLISHED' }] })
    await definitions.publish('tag', 'base', { revision: 1 }, actor)
    await definitions.publish('segment', 's-one', { revision: draft.revision }, actor)
    expect(await definitions.check('segment', null, uses('base', 7))).toMatchObject([
      { code: 'DEFINITION_REFERENCE_UNKNOWN' },
    ])
    expect(await definitions.check('tag', 'base', uses('s-one', 'latest', 'segment'))).toMatchObject([
      { code: 'DEFINITION_CIRCLE' },
    ])
    expect(await definitions.check('tag', 'base', uses('base'))).toMatchObject([
      { code: 'DEFINITION_CIRCLE' },
    ])
    expect(await definitions.usedBy('tag', 'base')).toEqual([{ kind: 'segment', key: 's-one' }])
    await expect(definitions.archive('tag', 'base', actor)).rejects.toMatchObject({
      code: 'DEFINITION_IN_USE',
    })
    await definitions.archive('segment', 's-one', actor)
    await definitions.archive('tag', 'base', actor)
    expect((await definitions.list('tag')).map((one) => one.key)).not.toContain('base')
    expect((await definitions.list('tag', { archived: true })).map((one) => one.key)).toEqual(['base'])
    await expect(
      definitions.save('tag', 'base', { revision: 3, name, body: { value: 2 } }, actor),
    ).rejects.toMatchObject({ code: 'DEFINITION_ARCHIVED' })
  })

  it('are audited', async () => {
    expect(await verifyAudit(ledger)).toMatchObject({ ok: true })
    const actions = await sql<{ action: string }>`SELECT DISTINCT action FROM audit_entry ORDER BY 1`.execute(
      ledger.db,
    )
    expect(actions.rows.map((row) => row.action)).toEqual([
      'definition.archive',
      'definition.create',
      'definition.publish',
      'definition.save',
    ])
  })
})

describe('definitions as files', () => {
  async function open(): Promise<{ ledger: Ledger; definitions: Definitions }> {
    const ledger = await openTestLedger([...auditMigrations, ...definitionMigrations])
    const definitions = createDefinitions(ledger, createAudit(ledger, systemClock))
    definitions.register(kind('segment', 2))
    definitions.register(kind('tag', 1))
    return { ledger, definitions }
  }
  async function openWithTwo(): Promise<{ ledger: Ledger; definitions: Definitions }> {
    const opened = await open()
    await opened.definitions.create(
      'tag',
      { key: 'age', name: { zh: '年龄', en: 'Age' }, body: { value: 1 } },
      actor,
    )
    await opened.definitions.publish('tag', 'age', { revision: 1 }, actor)
    await opened.definitions.save(
      'tag',
      'age',
      { revision: 2, name: { zh: '年龄', en: 'Age' }, body: { value: 2 } },
      actor,
    )
    await opened.definitions.publish('tag', 'age', { revision: 3 }, actor)
    await opened.definitions.create(
      'segment',
      { key: 'adults', name: { zh: '成年' }, body: uses('age', 2) },
      actor,
    )
    await opened.definitions.publish('segment', 'adults', { revision: 1 }, actor)
    return opened
  }

  it('travel to an empty installation and stay the same there', async () => {
    const from = await openWithTwo()
    const to = await open()
    const files = await from.definitions.exportAll()
    expect(files.map((file) => file.path)).toEqual(['tag/age.yaml', 'segment/adults.yaml'])
    expect(files[0]?.text).toBe(
      'kind: tag\nkey: age\nname:\n  en: Age\n  zh: 年龄\nversion: 2\nbody:\n  value: 2\n',
    )
    const shuffled = files.toReversed()
    expect((await to.definitions.planApply(shuffled)).map((item) => item.change)).toEqual([
      'create',
      'create',
    ])
    await to.definitions.apply(shuffled, actor)
    expect(await to.definitions.exportAll()).toEqual(files)
    expect((await to.definitions.apply(files, actor)).map((item) => item.change)).toEqual(['none', 'none'])
    await from.ledger.close()
    await to.ledger.close()
  })

  it('update what was exported and refuse what changed since, unless forced', async () => {
    const { ledger, definitions } = await openWithTwo()
    const files = await definitions.exportAll()
    const edited = files.map((file) => ({ ...file, text: file.text.replace('value: 2', 'value: 5') }))
    expect(await definitions.planApply(edited)).toMatchObject([
      { key: 'age', change: 'update', differences: ['body.value'], exported: 2, live: 2 },
      { key: 'adults', change: 'none' },
    ])
    const { revision } = await definitions.save(
      'tag',
      'age',
      { revision: 4, name, body: { value: 9 } },
      actor,
    )
    await expect(definitions.apply(edited, actor)).rejects.toMatchObject({
      code: 'APPLY_CONFLICT',
      params: { count: 1, what: 'tag/age' },
    })
    await definitions.publish('tag', 'age', { revision }, actor)
    expect(await definitions.planApply(edited)).toMatchObject([
      { change: 'conflict', exported: 2, live: 3 },
      { change: 'none' },
    ])
    await expect(definitions.apply(edited, actor)).rejects.toMatchObject({ code: 'APPLY_CONFLICT' })
    await definitions.apply(edited, actor, { force: true })
    expect(await definitions.version('tag', 'age', 'latest')).toMatchObject({
      version: 4,
      body: { value: 5 },
      hasDraft: false,
    })
    await ledger.close()
  })

  it('report every mistake of every file and change nothing', async () => {
    const { ledger, definitions } = await open()
    const good = 'kind: tag\nkey: good\nname: { zh: 好 }\nbody: { value: 1 }\n'
    const files = [
      { path: 'good.yaml', text: good },
      { path: 'again.yaml', text: good },
      { path: 'syntax.yaml', text: 'kind: tag\n  key: [' },
      { path: 'body.yaml', text: 'kind: tag\nkey: bad\nname: { zh: 坏 }\nbody: { value: x }\n' },
      { path: 'kind.yaml', text: 'kind: nothing\nkey: bad\nname: { zh: 坏 }\nbody: 1\n' },
      {
        path: 'ref.yaml',
        text: 'kind: segment\nkey: ref\nname: { zh: 引 }\nbody: { value: 1, uses: [{ kind: tag, key: gone, version: latest }] }\n',
      },
      { path: 'field.yaml', text: 'kind: tag\nname: { zh: "" }\nbody: 1\nextra: 1\n' },
      {
        path: 'bomb.yaml',
        text: 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n',
      },
    ]
    const refused = await definitions
      .apply(files, actor)
      .catch((cause: unknown) => cause as { mistakes: { code: string; path: string }[] })
    const mistakes = 'mistakes' in refused ? (refused.mistakes as { code: string; path: string }[]) : []
    const found = new Set(mistakes.map((mistake) => `${mistake.code} ${mistake.path}`))
    for (const expected of [
      'DEFINITION_FILE_TWICE again.yaml',
      'FIELD_INVALID body.yaml: body.value',
      'DEFINITION_KIND_UNKNOWN kind.yaml: kind',
      'DEFINITION_REFERENCE_UNKNOWN ref.yaml: body',
      'DEFINITION_FILE_INVALID field.yaml: key',
      'DEFINITION_FILE_INVALID field.yaml: name.zh',
    ]) {
      expect(found).toContain(expected)
    }
    expect([...found].some((one) => one.startsWith('DEFINITION_FILE_INVALID syntax.yaml'))).toBe(true)
    expect([...found].some((one) => one.startsWith('DEFINITION_FILE_INVALID bomb.yaml'))).toBe(true)
    expect(await definitions.list('tag')).toEqual([])
    await ledger.close()
  })

  it('see each other while they are checked, also in a circle', async () => {
    const { ledger, definitions } = await open()
    const file = (key: string, to: string): { path: string; text: string } => ({
      path: `${key}.yaml`,
      text: `kind: tag\nkey: ${key}\nname: { zh: 标 }\nbody: { value: 1, uses: [{ kind: tag, key: ${to}, version: latest }] }\n`,
    })
    await expect(definitions.planApply([file('aa', 'bb'), file('bb', 'aa')])).rejects.toMatchObject({
      mistakes: [{ code: 'DEFINITION_CIRCLE' }, { code: 'DEFINITION_CIRCLE' }],
    })
    await ledger.close()
  })
})

import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditMigrations, createAudit, verifyAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { createDefinitions, definitionMigrations, type Definitions } from '#platform/definition'
import type { Ledger } from '#platform/ledger'
import { actor, kind, name, uses, type Body } from '../kit/definition-kind.js'
import { openTestLedger } from '../kit/ledger.js'

let queries = 0
const counting: KyselyPlugin = {
  transformQuery({ node }) {
    queries += 1
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}

/** How many queries a step asks the ledger. */
async function queriesOf(step: () => Promise<unknown>): Promise<number> {
  const before = queries
  await step()
  return queries - before
}

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

  it('of a published version asks the ledger once, and never remembers a draft', async () => {
    const own = createDefinitions({ ...ledger, db: ledger.db.withPlugin(counting) }, createAudit(ledger, systemClock))
    own.register(kind('tag', 1))
    await own.create<Body>('tag', { key: 'read-once', name, body: { value: 1 } }, actor)
    await own.publish('tag', 'read-once', { revision: 1 }, actor)
    const first = await own.version<Body>('tag', 'read-once', 1)
    expect(await queriesOf(() => own.version('tag', 'read-once', 1))).toBe(0)
    expect(await own.version<Body>('tag', 'read-once', 1)).toEqual(first)
    expect(() => Object.assign(first.body, { value: 9 })).toThrow(TypeError)
    await own.save<Body>('tag', 'read-once', { revision: 2, name, body: { value: 2 } }, actor)
    expect((await own.get<Body>('tag', 'read-once')).body).toEqual({ value: 2 })
    await own.save<Body>('tag', 'read-once', { revision: 3, name, body: { value: 3 } }, actor)
    expect((await own.get<Body>('tag', 'read-once')).body).toEqual({ value: 3 })
    expect((await own.version<Body>('tag', 'read-once', 'latest')).body).toEqual({ value: 1 })
    await expect(own.version('tag', 'read-once', 2)).rejects.toMatchObject({ code: 'DEFINITION_NOT_PUBLISHED' })
    await own.publish('tag', 'read-once', { revision: 4 }, actor)
    expect((await own.version<Body>('tag', 'read-once', 2)).body).toEqual({ value: 3 })
    expect((await own.version<Body>('tag', 'read-once', 'latest')).body).toEqual({ value: 3 })
    expect(await queriesOf(() => own.version('tag', 'read-once', 'latest'))).toBe(1)
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

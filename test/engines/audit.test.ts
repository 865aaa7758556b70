import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { auditMigrations, createAudit, verifyAudit, type Audit } from '#platform/audit'
import { clockMigrations, fixedClock, openBusinessClock } from '#platform/clock'
import type { Ledger } from '#platform/ledger'
import { openTestLedger } from '../kit/ledger.js'

const actor: Actor = {
  id: 'p1',
  name: '张三',
  kind: 'person',
  roles: [],
  permissions: [],
  scope: { orgPaths: [], masking: 'masked', minCell: 0 },
}

describe('audit', () => {
  let ledger: Ledger
  let audit: Audit
  beforeAll(async () => {
    ledger = await openTestLedger(auditMigrations)
    audit = createAudit(ledger, fixedClock('2025-12-31T10:00:00.123Z'))
  })
  afterAll(() => ledger.close())

  it('chains entries written at once and verifies whatever JSON they hold', async () => {
    const odd = {
      z: 1.0,
      a: [1e21, -0, 0.1],
      text: 'NUL \0 lone \ud800 ok 群策🏦',
      none: undefined,
      at: new Date(0),
      nested: { b: null, a: true },
    }
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        audit.record(actor, {
          action: 'segment.publish',
          objectKind: 'segment',
          objectKey: `s${n}`,
          before: null,
          after: odd,
        }),
      ),
    )
    expect(await verifyAudit(ledger)).toEqual({ entries: 20, ok: true })
  })

  it('commits and rolls back with the action it records', async () => {
    const before = (await verifyAudit(ledger)).entries
    await ledger
      .transaction(async (tx) => {
        await audit.record(actor, { action: 'a', objectKind: 'k', objectKey: 'x' }, tx)
        throw new Error('undo')
      })
      .catch(() => undefined)
    await ledger.transaction((tx) =>
      audit.record(actor, { action: 'a', objectKind: 'k', objectKey: 'x' }, tx),
    )
    expect(await verifyAudit(ledger)).toEqual({ entries: before + 1, ok: true })
  })

  it('refuses changes, even by SQL', async () => {
    for (const attack of [
      sql`UPDATE audit_entry SET actor_id = 'x'`,
      sql`DELETE FROM audit_entry`,
      sql`TRUNCATE audit_entry`,
    ]) {
      await expect(attack.execute(ledger.db)).rejects.toThrow('append-only')
    }
  })

  it('finds what somebody with the power to drop the trigger changed', async () => {
    const own = await openTestLedger(auditMigrations)
    const log = createAudit(own, fixedClock('2025-12-31T10:00:00Z'))
    for (let n = 1; n <= 5; n++) {
      await log.record(actor, { action: 'a', objectKind: 'k', objectKey: String(n) })
    }
    const tamper = async (statement: ReturnType<typeof sql>): Promise<unknown> => {
      const verdicts: unknown[] = []
      await own
        .transaction(async (tx) => {
          await sql`ALTER TABLE audit_entry DISABLE TRIGGER ALL`.execute(tx)
          await statement.execute(tx)
          verdicts.push(await verifyAudit({ ...own, db: tx }))
          throw new Error('undo')
        })
        .catch(() => undefined)
      return verdicts[0]
    }
    expect(await tamper(sql`UPDATE audit_entry SET object_key = '9' WHERE seq = 3`)).toEqual({
      entries: 5,
      ok: false,
      brokenAt: 3,
    })
    expect(await tamper(sql`DELETE FROM audit_entry WHERE seq = 2`)).toEqual({
      entries: 5,
      ok: false,
      brokenAt: 2,
    })
    expect(await tamper(sql`DELETE FROM audit_entry WHERE seq = 5`)).toEqual({
      entries: 5,
      ok: false,
      brokenAt: 5,
    })
    expect(await verifyAudit(own)).toEqual({ entries: 5, ok: true })
    await own.close()
  })
})

describe('business clock', () => {
  it('is the wall date of the bank until the first day-close, then moves forward only', async () => {
    const ledger = await openTestLedger(clockMigrations)
    const clock = openBusinessClock(ledger, 'Asia/Shanghai', fixedClock('2025-12-31T16:30:00Z'))
    expect(await clock.today()).toBe('2026-01-01')
    expect(await clock.closeDay('2020-03-31', actor)).toEqual({ before: null, today: '2020-03-31' })
    expect(await clock.today()).toBe('2020-03-31')
    expect(await clock.closeDay('2020-04-01', actor)).toEqual({ before: '2020-03-31', today: '2020-04-01' })
    expect(await clock.closeDay('2020-04-01', actor)).toEqual({ before: '2020-04-01', today: '2020-04-01' })
    await expect(clock.closeDay('2020-03-31', actor)).rejects.toMatchObject({ code: 'BUSINESS_DATE_BACK' })
    await expect(clock.closeDay('2020-02-30', actor)).rejects.toMatchObject({ code: 'FIELD_INVALID' })
    await ledger.close()
  })
})

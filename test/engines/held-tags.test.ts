import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identifier, query, renderSql, sql } from '#kernel/sql'
import { latestSnapshot } from '#tags'
import { tagVersions } from '../../src/tags/actions/tag-versions.js'
import { heldRows, heldValue } from '../../src/tags/sql/held-value.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'

let app: TestApp
beforeAll(async () => {
  app = await openSmallBank()
})
afterAll(() => app.close())

/** Days and what was computed on them, one snapshot a day: what people see on each. */
const hold = { days: 7, atOnce: ['LOST'] }

describe('TAG-9: a value is held until it has been another one for so many days', () => {
  it('by hand: flapping is not seen, a lasting change is after seven days, some values at once', async () => {
      const { warehouse } = app.context
      const seen = async (computed: string | null, before: { held: string | null; computed: string | null; since: string }, day: string) => {
        const state = sql`(CAST(${before.held ?? ''} = '' ? NULL : ${before.held ?? ''}, 'Nullable(String)'), CAST(${before.computed ?? ''} = '' ? NULL : ${before.computed ?? ''}, 'Nullable(String)'), CAST(${before.since}, 'Nullable(Date32)'))`
        const now = sql`CAST(${computed ?? ''} = '' ? NULL : ${computed ?? ''}, 'Nullable(String)')`
        const held = heldValue(now, false, state, hold, day)
        const rows = await warehouse.query(query<{ held: string | null; computed: string | null; since: string }>(sql`SELECT ${held.value} AS held, ${held.computed} AS computed, ${held.since} AS since`))
        return rows[0]!
      }
      let state = { held: 'MATURE', computed: 'MATURE', since: '2025-12-01' } as { held: string | null; computed: string | null; since: string }
      const days: [string, string | null][] = [['2025-12-02', 'DECLINE'], ['2025-12-03', 'MATURE'], ['2025-12-04', 'DECLINE'], ['2025-12-10', 'DECLINE'], ['2025-12-11', 'DECLINE'], ['2025-12-12', 'LOST'], ['2025-12-13', null], ['2025-12-14', 'MATURE']]
      const shown: (string | null)[] = []
      for (const [day, computed] of days) {
        state = await seen(computed, state, day)
        shown.push(state.held)
      }
      expect(shown).toEqual(['MATURE', 'MATURE', 'MATURE', 'MATURE', 'DECLINE', 'LOST', null, 'MATURE'])
  })

  it('text of the state that is joined', () => {
    expect(renderSql(heldRows('tag_snapshot_1', 't_stage', { computed: 'h_stage', since: 'd_stage' })).text).toMatchInlineSnapshot(`"SELECT cust_no, (toString(\`t_stage\`), \`h_stage\`, \`d_stage\`) AS value FROM \`tag_snapshot_1\`"`)
    expect(renderSql(heldValue(sql`x`, true, null, hold, '2025-12-31').since).text).toBe('{p0:Date32}')
  })
})

describe('TAG-9 over snapshots', () => {
  it('goes on from the snapshot before, of the same version; a new version begins anew', async () => {
    const stage = (days: number, rich: number) => ({
      facet: 'marketing', classification: 'C1', hold: { days },
      compute: { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: { kind: 'compare', left: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'last', n: 1, unit: 'd' } }, op: '>=', value: rich }, then: { kind: 'literal', type: 'enum', value: 'BUSY' } }], else: { kind: 'literal', type: 'enum', value: 'QUIET' } } },
    })
    await app.context.definitions.create('tag', { key: 'stage', name: { zh: '阶段', en: 'Stage' }, body: stage(7, 1) }, headOffice)
    await app.context.definitions.publish('tag', 'stage', { revision: 1 }, headOffice)
    const stageOf = async (custId: string, day: string) => {
      const snapshot = (await latestSnapshot(app.context, day))!
      return (await app.context.warehouse.query(query<{ v: string }>(sql`SELECT t_stage AS v FROM ${identifier(snapshot.table)} WHERE cust_id = ${custId}`)))[0]?.v
    }
    // C05 has three transactions on 2025-12-31 and none after.
    await runJob(app, 'tags.build', { asOf })
    expect([await stageOf('C05', asOf), await stageOf('C03', asOf)]).toEqual(['BUSY', 'QUIET'])
    await runJob(app, 'tags.build', { asOf: '2026-01-03' })
    await runJob(app, 'tags.build', { asOf: '2026-01-09' })
    expect(await stageOf('C05', '2026-01-09')).toBe('BUSY')
    await runJob(app, 'tags.build', { asOf: '2026-01-10' })
    expect(await stageOf('C05', '2026-01-10')).toBe('QUIET')
  })

  it('TAG-11: a backfill runs the hold through the days in order, and says from when no earlier state is known', async () => {
    const result = await runJob<{ holdFrom: string | null }>(app, 'tags.backfill', { key: 'stage', dates: ['2026-01-12', '2026-01-05', '2026-01-01'] })
    expect(result.holdFrom).toBe('2025-12-25')
    const [version] = await tagVersions(app.context, 'stage')
    expect(version?.backfills.map(({ asOf: day, holdFrom, unheld }) => [day, holdFrom, unheld])).toEqual([['2026-01-12', '2025-12-25', false], ['2026-01-05', '2025-12-25', false], ['2026-01-01', '2025-12-25', false]])
    const valueOf = async (custId: string, at: number) => {
      const table = `tag_backfill_${version?.backfills[at]?.runId ?? 0}`
      return (await app.context.warehouse.query(query<{ v: string }>(sql`SELECT t_stage AS v FROM ${identifier(table)} WHERE cust_id = ${custId}`)))[0]?.v
    }
    // C05 is quiet on 25 December, busy on the 31st only (a month end on the way), quiet from 1 January: one busy day never counts.
    expect([await valueOf('C05', 2), await valueOf('C05', 1), await valueOf('C05', 0)]).toEqual(['QUIET', 'QUIET', 'QUIET'])
    // Days passed through leave neither a run nor a table.
    expect(await app.context.runs.visible('tag-backfill', 'stage@1')).toHaveLength(3)
    // Computed again later, it goes on from what is known: the hold still begins where it began.
    const again = await runJob<{ holdFrom: string | null }>(app, 'tags.backfill', { key: 'stage', dates: ['2026-01-20'] })
    expect(again.holdFrom).toBe('2025-12-25')
  })

  it('TAG-11: what lasted for the days of the hold counts, and the snapshots of the version are gone on from', async () => {
    // The snapshot of 10 January has C05 quiet since the 3rd; nothing is unknown from there on.
    const tables = await runJob<{ holdFrom: string | null }>(app, 'tags.backfill', { key: 'stage', dates: ['2026-01-19'] })
    expect(tables.holdFrom).toBeNull()
  })

  it('numbers are not held', async () => {
    const body = { facet: 'value', classification: 'C1', hold: { days: 7 }, compute: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'count' } } }
    expect(await app.context.definitions.check('tag', null, body)).toMatchObject([{ code: 'TAG_HOLD_TYPE', path: 'hold' }])
  })
})

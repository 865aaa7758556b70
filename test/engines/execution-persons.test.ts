import { sql as ledgerSql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#kernel/sql'
import { fixedClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { getList } from '#strategy'
import { customersBase, loadRuleGround } from '#tags'
import { decidePage, type DecisionGround } from '../../src/execution/actions/decide-page.js'
import { deliverPage } from '../../src/execution/actions/deliver-page.js'
import { channelAdapters } from '../../src/execution/channels/registry.js'
import { lockSubjects } from '../../src/execution/store/cap-store.js'
import { pageDecisions } from '../../src/execution/store/outbox-store.js'
import { loadGatePolicy } from '../../src/execution/store/policy-store.js'
import { startChange, startUndo } from '../../src/identity/actions/change-persons.js'
import { recordConsent } from '../../src/privacy/actions/record-consent.js'
import { consentRequestSchema } from '../../src/privacy/contract.js'
import type { FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { memberPages } from '../../src/strategy/actions/read-list.js'
import { endFrozen } from '../../src/strategy/store/list-store.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { AS_OF, openStrategyBank, publish, run, strategyBody } from '../kit/strategy-bank.js'

let app: TestApp
let morning: Context
const ports = { orgPaths: () => app.access.orgs(), mask: (_kind: string, text: string) => text, closeWork: () => Promise.resolve(0), erasures: [] }
beforeAll(async () => {
  app = await openStrategyBank()
  morning = { ...app.context, clock: fixedClock('2025-12-31T02:00:00Z') }
})
afterAll(() => app.close())

const everybody = [{ key: 'control', name: { zh: '对照' }, share: 1e-9, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 1 - 1e-9 }]
async function released(key: string): Promise<string> {
  await publish(app, 'strategy', key, strategyBody({ arms: everybody }))
  const { listId } = await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: key })
  await app.context.ledger.transaction((tx) => endFrozen(tx, listId, { status: 'RELEASED', by: compliance }))
  return listId
}

async function groundOf(id: string): Promise<DecisionGround> {
  const list = await getList(app.context.ledger.db, id)
  const { body } = await app.context.definitions.version<DecisionGround['strategy']>('strategy', list.strategy, 'latest')
  const ground = await loadRuleGround(app.context, { asOf: AS_OF, useSnapshot: false })
  return { context: morning, list, strategy: body, policy: await loadGatePolicy(app.context.ledger.db), from: sql`${await customersBase(app.context, ports, ground)} AS base`, today: AS_OF, control: new Set(['control']) }
}

async function decide(id: string): Promise<void> {
  const ground = await groundOf(id)
  for await (const members of memberPages(app.context, ground.list, undefined, 100)) await decidePage(ground, members)
}

const PERSON = ['C12', 'C13']
const decisions = async (id: string) => (await pageDecisions(app.context.ledger, { listId: Number(id), scope: headOffice.scope, limit: 100 })).items.filter((row) => PERSON.includes(row.cust_id))
const caps = async () => (await ledgerSql<{ cust_id: string; n: string }>`select cust_id, count(*) as n from contact_cap where cust_id = any(${PERSON}::text[]) and state <> 'RELEASED' group by 1 order by 1`.execute(app.context.ledger.db)).rows.map((row) => [row.cust_id, Number(row.n)] as const)
const waiting = async () => Number((await ledgerSql<{ n: string }>`select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and state = 'active' and query like '%contact_subject%'`.execute(app.context.ledger.db)).rows[0]?.n)

async function merge(): Promise<string> {
  const { changeId, jobId } = await startChange(app.context, { kind: 'merge', custIds: PERSON, note: 'test' }, headOffice)
  await app.context.jobs.wait(jobId)
  return changeId
}
const undo = async (changeId: string) => app.context.jobs.wait((await startUndo(app.context, ports, changeId, { note: 'test' }, headOffice)).jobId)

describe('caps of a person', () => {
  let change = ''
  let made: ReadonlyMap<string, number> = new Map()

  it('EXE-13: two numbers of one person share one cap, whatever strategies decide at the same moment', async () => {
    const before = [await released('crowd-1'), await released('crowd-2')]
    change = await merge()
    const ids = [...before, await released('crowd-3')]
    let deciding: Promise<unknown> = Promise.resolve()
    await app.context.ledger.transaction(async (tx) => {
      await lockSubjects(tx, PERSON)
      deciding = Promise.all(ids.map(decide))
      await expect.poll(waiting, { timeout: 20_000, interval: 20 }).toBe(ids.length)
    })
    await deciding
    const rows = (await Promise.all(ids.map(decisions))).flat()
    // Both numbers are on the two lists frozen before the merge, the person once on the third.
    expect(rows).toHaveLength(5)
    expect(rows.filter((row) => row.state === 'PENDING')).toHaveLength(2)
    expect(rows.filter((row) => row.state !== 'PENDING').map((row) => `${row.step} ${row.reason}`)).toEqual(Array(3).fill('6 CAP_ALL_CHANNELS'))
    made = new Map(await caps())
    expect([...made.values()].reduce((sum, n) => sum + n, 0)).toBe(2)
  })

  it('EXE-13: after an undo each number counts for itself, with the contacts made under it', async () => {
    await undo(change)
    expect(new Map(await caps())).toEqual(made)
    const id = await released('apart')
    await decide(id)
    const states = new Map((await decisions(id)).map((row) => [row.cust_id, row.state === 'PENDING' ? 'PENDING' : row.reason]))
    expect(states).toEqual(new Map(PERSON.map((custId) => [custId, (made.get(custId) ?? 0) < 2 ? 'PENDING' : 'CAP_ALL_CHANNELS'])))
  })

  it('EXE-13: a merge between reading persons and holding them is seen: the page is decided again', async () => {
    await ledgerSql`delete from contact_cap`.execute(app.context.ledger.db)
    const id = await released('late-merge')
    const ground = await groundOf(id)
    const transaction = app.context.ledger.transaction.bind(app.context.ledger)
    let tries = 0
    const slow: Context = {
      ...morning,
      ledger: {
        ...app.context.ledger,
        transaction: async (work) => {
          tries += 1
          if (tries === 1) change = await merge()
          return transaction(work)
        },
      },
    }
    for await (const members of memberPages(app.context, ground.list, undefined, 100)) await decidePage({ ...ground, context: slow }, members)
    expect(tries).toBe(2)
    const rows = await decisions(id)
    expect(rows.every((row) => row.inputs.contacts.length === (row.cust_id === 'C12' ? 0 : 1))).toBe(true)
    await undo(change)
  })

  it('PRV-3: a no under one number is the person\'s, when it is decided and when it is handed over', async () => {
    await ledgerSql`delete from contact_cap`.execute(app.context.ledger.db)
    change = await merge()
    const [first, second] = [await released('word-1'), await released('word-2')]
    await decide(first)
    expect((await decisions(first)).map((row) => [row.cust_id, row.state])).toEqual([['C12', 'PENDING']])
    await recordConsent(app.context, ports, consentRequestSchema.parse({ custId: 'C13', purpose: 'MARKETING', granted: false }), headOffice)
    const ground = await groundOf(first)
    const members = []
    for await (const page of memberPages(app.context, ground.list, undefined, 100)) members.push(...page)
    await deliverPage({ context: morning, list: ground.list, strategy: ground.strategy, signal: new AbortController().signal }, channelAdapters.FILE, members)
    expect((await decisions(first)).map((row) => [row.state, row.reason])).toEqual([['SUPPRESSED', 'NO_CONSENT']])
    await decide(second)
    expect((await decisions(second)).map((row) => [row.state, row.reason])).toEqual([['SUPPRESSED', 'NO_CONSENT']])
  })
})

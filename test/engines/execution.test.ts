import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql as ledgerSql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { param, query, sql } from '#kernel/sql'
import type { Actor } from '#platform/access/contract'
import { fixedClock } from '#platform/clock'
import type { Context } from '#platform/context'
import { getList } from '#strategy'
import { decidePage, type DecisionGround } from '../../src/execution/actions/decide-page.js'
import { dispatchList, type DispatchResult } from '../../src/execution/actions/dispatch-list.js'
import { endTask } from '../../src/execution/actions/end-task.js'
import { changeGatePolicy } from '../../src/execution/actions/gate-policy.js'
import { readDispatch, readFileOf, replayDecision } from '../../src/execution/actions/read-dispatch.js'
import { releaseList, startAgain } from '../../src/execution/actions/release-list.js'
import type { ChannelAdapter, Delivery } from '../../src/execution/channels/adapter.js'
import { channelAdapters } from '../../src/execution/channels/registry.js'
import { lockSubjects } from '../../src/execution/store/cap-store.js'
import { pageDecisions } from '../../src/execution/store/outbox-store.js'
import { loadGatePolicy } from '../../src/execution/store/policy-store.js'
import { pageTasks } from '../../src/execution/store/task-store.js'
import type { FreezeResult } from '../../src/strategy/actions/freeze-list.js'
import { uploadDoNotContact } from '../../src/strategy/actions/do-not-contact.js'
import { memberPages } from '../../src/strategy/actions/read-list.js'
import { endFrozen } from '../../src/strategy/store/list-store.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { AS_OF, branchOne, branchTwo, openStrategyBank, managerOne, publish, run, strategyBody } from '../kit/strategy-bank.js'

let app: TestApp
/** 31 December 2025, 10:00 in Shanghai. */
let morning: Context
beforeAll(async () => {
  app = await openStrategyBank()
  morning = { ...app.context, clock: fixedClock('2025-12-31T02:00:00Z') }
})
afterAll(() => app.close())

const ports = { orgPaths: () => app.access.orgs() }
const quiet = () => ({ signal: new AbortController().signal, progress: () => undefined })
/** C10 is left: nobody is on the uploaded list here. */
const MEMBERS = ['C10', 'C12', 'C13', 'C14', 'C15', 'C16', 'C17', 'C18', 'C19']
const everyOpenStep = [4, 7, 8, 9, 10, 11].map((step) => ({ step, why: '测试：暂不适用' }))

async function frozen(key: string, more: Record<string, unknown> = {}): Promise<string> {
  await publish(app, 'strategy', key, strategyBody(more))
  return (await run<FreezeResult>(app, 'strategy.freeze-list', { strategy: key })).listId
}

/** Released without the job, so that the test chooses clock and adapter. */
async function released(key: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = await frozen(key, more)
  await app.context.ledger.transaction((tx) => endFrozen(tx, id, { status: 'RELEASED', by: compliance }))
  return id
}

const armsOf = async (id: string) => {
  const { runId } = await getList(app.context.ledger.db, id)
  const rows = await app.context.warehouse.query(query<{ cust_id: string; arm: string }>(sql`SELECT cust_id, toString(arm) AS arm FROM list_member WHERE run_id = ${param(runId, 'UInt64')} ORDER BY cust_id`))
  return new Map(rows.map((row) => [row.cust_id, row.arm]))
}
const idsOf = async (id: string, arm: string) => [...(await armsOf(id))].filter(([, given]) => given === arm).map(([custId]) => custId)
const decisions = async (listId: string, scope: Actor['scope'] = headOffice.scope) => (await pageDecisions(app.context.ledger, { listId: Number(listId), scope, limit: 100 })).items
const clearCaps = () => app.context.ledger.db.withTables<{ contact_cap: { list_id: number } }>().deleteFrom('contact_cap').execute()

describe('release and file', () => {
  it('EXE-5: only a second person releases; the file holds the arm, never control; all is audited', async () => {
    const id = await frozen('file-one', { arms: [{ key: 'control', name: { zh: '对照' }, share: 0.5, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 0.5 }] })
    await expect(releaseList(app.context, id, headOffice)).rejects.toMatchObject({ code: 'RELEASE_SAME_PERSON' })
    await expect(startAgain(app.context, id, headOffice)).rejects.toMatchObject({ code: 'LIST_NOT_RELEASED' })
    const { jobId } = await releaseList(app.context, id, compliance)
    const result = (await app.context.jobs.wait(jobId)) as DispatchResult
    const offer = await idsOf(id, 'offer')
    expect(result).toEqual({ listId: id, sent: offer.length, notSent: MEMBERS.length - offer.length })
    await expect(releaseList(app.context, id, compliance)).rejects.toMatchObject({ code: 'LIST_NOT_FROZEN' })
    const path = join(app.context.settings.exportDir, `list-file-one-${id}.csv`)
    const lines = readFileSync(path, 'utf8').trim().split('\r\n')
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(offer)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await expect(readFileOf(app.context, id, branchOne, '核对一下')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const taken = await readFileOf(app.context, id, headOffice, '核对一下')
    taken.bytes.destroy()
    expect(await readDispatch(app.context, id, 0)).toMatchObject({
      status: 'RELEASED', size: 9, decided: 9, sent: offer.length, suppressed: 9 - offer.length, hasFile: true,
      reasons: [
        { state: 'SENT', step: null, reason: '', n: offer.length },
        { state: 'SUPPRESSED', step: 12, reason: 'HOLD_OUT', n: 9 - offer.length },
      ].filter(({ n }) => n > 0),
    })
  })

  it('EXE-6: decisions are in the warehouse once, and replay from their inputs', async () => {
    const id = await released('file-two')
    const first = await dispatchList(morning, ports, { id: 'd1', input: { listId: id }, ...quiet() })
    const again = await dispatchList(morning, ports, { id: 'd2', input: { listId: id }, ...quiet() })
    expect(again).toEqual(first)
    const visible = await app.context.runs.visible('contact', `list-${id}`)
    expect(visible).toHaveLength(1)
    const rows = await app.context.warehouse.query(
      query<{ cust_id: string; decision: string }>(sql`SELECT cust_id, toString(decision) AS decision FROM contact_decision WHERE run_id = ${param(visible[0]!.id, 'UInt64')} ORDER BY cust_id`),
    )
    const expected = [...(await armsOf(id))].map(([cust_id, arm]) => ({ cust_id, decision: arm === 'offer' ? 'SENT' : 'SUPPRESSED' }))
    expect(rows).toEqual(expected)
    for (const row of await decisions(id)) expect(await replayDecision(app.context, String(row.id), headOffice)).toMatchObject({ same: true, hashSame: true })
    const seen = await decisions(id, branchTwo.scope)
    expect(seen.map((row) => row.cust_id)).toEqual(['C16', 'C17', 'C18', 'C19'])
    const hidden = (await decisions(id)).find((row) => row.cust_id === 'C10')
    await expect(replayDecision(app.context, String(hidden?.id), branchTwo)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('EXE-1: who joins the do-not-contact list after the freeze is not contacted', async () => {
    await clearCaps()
    const id = await released('late')
    const late = (await idsOf(id, 'offer'))[0] ?? (await idsOf(id, 'control'))[0]!
    await uploadDoNotContact(app.context, [late], '刚刚来电', headOffice)
    await dispatchList(morning, ports, { id: 'd3', input: { listId: id }, ...quiet() })
    expect((await decisions(id)).find((row) => row.cust_id === late)).toMatchObject({ state: 'SUPPRESSED', step: 3, reason: 'DNC_LIST' })
    await app.context.ledger.db.withTables<{ do_not_contact: { cust_id: string } }>().deleteFrom('do_not_contact').execute()
  })
})

describe('the gate\'s policy', () => {
  it('EXE-4: strict until the bank accepts steps, by name and with a reason; some can never be accepted', async () => {
    await clearCaps()
    expect(await loadGatePolicy(app.context.ledger.db)).toMatchObject({ version: 0, accepted: [] })
    const id = await released('strict', { channel: 'TASK' })
    await dispatchList(morning, ports, { id: 'd4', input: { listId: id }, ...quiet() })
    const stopped = await decisions(id)
    expect(new Set(stopped.map((row) => `${row.step} ${row.reason}`))).toEqual(new Set(['4 NOT_EVALUATED', '12 HOLD_OUT'].slice(0, (await idsOf(id, 'control')).length > 0 ? 2 : 1)))
    await expect(changeGatePolicy(app.context, { accepted: [{ step: 6, why: '不想管' }] }, compliance)).rejects.toMatchObject({
      mistakes: [expect.objectContaining({ code: 'GATE_STEP_FIXED', path: 'accepted[0].step' })],
    })
    const policy = await changeGatePolicy(app.context, { accepted: everyOpenStep }, compliance)
    expect(policy.accepted[0]).toMatchObject({ step: 4, by: { id: compliance.id } })
  })
})

describe('tasks', () => {
  it('EXE-7: a task for each contact, in the book and branch of the customer; ended once', async () => {
    await clearCaps()
    const id = await released('calls', { channel: 'TASK', content: { body: '介绍新产品' }, window: { days: 5 } })
    await dispatchList(morning, ports, { id: 'd5', input: { listId: id }, ...quiet() })
    await dispatchList(morning, ports, { id: 'd6', input: { listId: id }, ...quiet() })
    const offer = await idsOf(id, 'offer')
    const tasksOf = async (actor: Actor) => (await pageTasks(app.context.ledger, { scope: actor.scope, list: id, limit: 100 })).items
    const all = await tasksOf(headOffice)
    expect(all.map((task) => task.custId)).toEqual(offer)
    expect((await tasksOf(managerOne)).map((task) => task.custId)).toEqual(offer.filter((custId) => ['C12', 'C13'].includes(custId)))
    expect((await tasksOf(branchTwo)).map((task) => task.custId)).toEqual(offer.filter((custId) => custId >= 'C16'))
    const task = all[0]!
    expect(task).toMatchObject({ text: '介绍新产品', due: '2026-01-05', state: 'OPEN' })
    const stranger = task.custId >= 'C16' ? branchOne : branchTwo
    await expect(endTask(app.context, task.id, { disposition: 'CONNECTED', skip: false }, stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const done = await endTask(app.context, task.id, { disposition: 'DO_NOT_CALL', note: '请勿再打', skip: false }, headOffice)
    expect(done).toMatchObject({ state: 'DONE', disposition: 'DO_NOT_CALL', doneBy: headOffice.name })
    await expect(endTask(app.context, task.id, { disposition: 'CONNECTED', skip: false }, headOffice)).rejects.toMatchObject({ code: 'TASK_ENDED' })
    expect(await uploadDoNotContact(app.context, [task.custId], '再次', headOffice)).toEqual({ changed: 0, total: 1 })
    await app.context.ledger.db.withTables<{ do_not_contact: { cust_id: string } }>().deleteFrom('do_not_contact').execute()
  })

  it('EXE-2: quiet hours hold contacts back; the next dispatch makes them', async () => {
    await clearCaps()
    const id = await released('night', { channel: 'TASK' })
    const night = { ...app.context, clock: fixedClock('2025-12-31T15:00:00Z') }
    expect((await dispatchList(night, ports, { id: 'd7', input: { listId: id }, ...quiet() })).sent).toBe(0)
    expect(await readDispatch(app.context, id, 0)).toMatchObject({ held: 9, sent: 0 })
    const offer = await idsOf(id, 'offer')
    expect((await dispatchList(morning, ports, { id: 'd8', input: { listId: id }, ...quiet() })).sent).toBe(offer.length)
  })
})

/** An adapter that remembers, and may break after so many contacts. */
function recording(breakAfter: number, afterCrash: 'again' | 'once'): ChannelAdapter & { readonly made: Delivery[] } {
  const made: Delivery[] = []
  return {
    channel: 'TASK', batch: 2, afterCrash, made,
    notReady: () => null,
    async deliver(_place, deliveries) {
      made.push(...deliveries)
      if (made.length >= breakAfter && breakAfter > 0) throw new Error('the power went')
      return deliveries.map(({ custId }) => ({ custId, sent: true }))
    },
  }
}

describe('once', () => {
  it.each(['again', 'once'] as const)('EXE-8: a dispatch killed in a hand-over goes on and settles every contact (%s)', async (afterCrash) => {
    await clearCaps()
    const id = await released(`killed-${afterCrash}`, { channel: 'TASK', arms: [{ key: 'control', name: { zh: '对照' }, share: 0.01, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 0.99 }] })
    const offer = await idsOf(id, 'offer')
    const broken = recording(4, afterCrash)
    await expect(dispatchList(morning, ports, { id: 'k1', input: { listId: id }, ...quiet() }, { ...channelAdapters, TASK: broken })).rejects.toThrow('the power went')
    const rest = recording(0, afterCrash)
    const result = await dispatchList(morning, ports, { id: 'k1', input: { listId: id }, ...quiet() }, { ...channelAdapters, TASK: rest })
    const keys = (deliveries: readonly Delivery[]) => deliveries.map((delivery) => delivery.key)
    expect(keys(broken.made)).toHaveLength(4)
    const repeated = keys(rest.made).filter((key) => keys(broken.made).includes(key))
    expect(repeated).toEqual(afterCrash === 'again' ? keys(broken.made).slice(2) : [])
    expect(new Set([...keys(broken.made), ...keys(rest.made)]).size).toBe(offer.length)
    expect(result.sent).toBe(afterCrash === 'again' ? offer.length : offer.length - 2)
    const third = recording(0, afterCrash)
    await dispatchList(morning, ports, { id: 'k2', input: { listId: id }, ...quiet() }, { ...channelAdapters, TASK: third })
    expect(third.made).toEqual([])
  })

  it('EXE-9: a failed contact gives its place in the caps back and is tried again', async () => {
    await clearCaps()
    const id = await released('failing', { channel: 'TASK' })
    const failing: ChannelAdapter = { channel: 'TASK', batch: 100, afterCrash: 'again', notReady: () => null, deliver: async (_place, all) => all.map(({ custId }) => ({ custId, sent: false, reason: 'NO_ROOM' })) }
    await dispatchList(morning, ports, { id: 'f1', input: { listId: id }, ...quiet() }, { ...channelAdapters, TASK: failing })
    const offer = await idsOf(id, 'offer')
    expect(await readDispatch(app.context, id, 0)).toMatchObject({ failed: offer.length, sent: 0 })
    await dispatchList(morning, ports, { id: 'f2', input: { listId: id }, ...quiet() })
    expect(await readDispatch(app.context, id, 0)).toMatchObject({ failed: 0, sent: offer.length })
  })
})

/** Statements of this ledger that wait for another's rows. */
async function waiting(): Promise<number> {
  const found = await ledgerSql<{ n: number }>`select count(distinct pid) as n from pg_locks where not granted`.execute(app.context.ledger.db)
  return Number(found.rows[0]?.n)
}

describe('caps', () => {
  it('EXE-3: strategies that decide at the same moment never exceed two contacts in seven days', async () => {
    await clearCaps()
    const ids: string[] = []
    for (let at = 1; at <= 6; at++) ids.push(await released(`crowd-${at}`, { arms: [{ key: 'control', name: { zh: '对照' }, share: 1e-9, control: true }, { key: 'offer', name: { zh: '优惠' }, share: 1 - 1e-9 }] }))
    const decideAll = async (id: string) => {
      const list = await getList(app.context.ledger.db, id)
      const { body } = await app.context.definitions.version<DecisionGround['strategy']>('strategy', list.strategy, 'latest')
      const ground: DecisionGround = {
        context: morning, list, strategy: body, policy: await loadGatePolicy(app.context.ledger.db),
        from: sql`(SELECT cust_no, cust_id, deceased_flag AS a_deceased_flag, minor_flag AS a_minor_flag, birth_date AS a_birth_date, staff_flag AS a_staff_flag, status AS a_status, marketing_consent AS a_marketing_consent, do_not_contact AS a_do_not_contact FROM bank_customer) AS base`,
        today: AS_OF, control: new Set(['control']),
      }
      for await (const members of memberPages(app.context, list, undefined, 4)) await decidePage(ground, members.toReversed())
    }
    // Somebody holds every customer until all six wait: then they truly decide at the same moment.
    let deciding: Promise<unknown> = Promise.resolve()
    await app.context.ledger.transaction(async (tx) => {
      await lockSubjects(tx, MEMBERS)
      deciding = Promise.all(ids.map(decideAll))
      await expect.poll(waiting, { timeout: 20_000, interval: 20 }).toBe(ids.length)
    })
    await deciding
    const made = new Map<string, number>()
    const reasons = new Set<string>()
    for (const id of ids) {
      for (const row of await decisions(id)) {
        if (row.state === 'PENDING') made.set(row.cust_id, (made.get(row.cust_id) ?? 0) + 1)
        else reasons.add(`${row.step} ${row.reason}`)
      }
    }
    expect([...made].sort()).toEqual(MEMBERS.map((custId) => [custId, 2]))
    expect(reasons).toEqual(new Set(['6 CAP_ALL_CHANNELS']))
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RuleDocument } from '#kernel/rule'
import type { Actor } from '#platform/access/contract'
import type { Segment } from '#segments/contract'
import { adoptCard } from '../../src/segments/actions/hypothesis/adopt-card.js'
import { commentOnCard, createCard, moveCard, updateCard, voteOnCard } from '../../src/segments/actions/hypothesis/card-work.js'
import { listCards, showCard } from '../../src/segments/actions/hypothesis/cards.js'
import { overlapInSet, showSet } from '../../src/segments/actions/hypothesis/segment-set.js'
import { showClusters } from '../../src/segments/actions/read-clusterings.js'
import { compliance, headOffice, type TestApp } from '../kit/app.js'
import { auditTrail } from '../kit/audit.js'
import { asOf, openSmallBank, runJob } from '../kit/small-bank/load.js'
import { branchB1 } from '../kit/small-bank/queries.js'
import { publish } from '../kit/strategy-bank.js'

let app: TestApp
const ports = () => ({ orgPaths: () => app.access.orgs() })
const branchB2: Actor = { ...branchB1, id: 'test-b2', name: 'B2', scope: { ...branchB1.scope, orgPaths: ['/HO/B2/'] } }
const token: Actor = { ...headOffice, id: 'cli', kind: 'cli' }
const attr = (field: string, op: string, value: unknown): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field }, op, value } }) as RuleDocument
const staff = attr('staff_flag', 'is', true)
const body = { claim: '员工家庭有未被满足的储蓄需求', who: '本行员工', need: '自动储蓄', why: '留存高', expectedSize: 2, expectedEffect: '资产增长 5%', evidence: 'https://example.org/a', rule: staff }
const transactions = { key: 'txns', name: { zh: '交易笔数', en: 'Transactions' }, value: { v: 1, kind: 'value', value: { kind: 'agg', table: 'txn', fn: 'count', window: { kind: 'all' } } }, prepare: { winsorise: null } }
/** C11–16 are of B1-1; C17–20 of B1-2. Born in 1985: the ten who pay ten times. */
const SET = 'born-1985'

beforeAll(async () => {
  app = await openSmallBank()
  await publish(app, 'segment', SET, { rule: { v: 1, kind: 'rule', rule: { kind: 'any', any: [attr('birth_date', '=', '1985-06-15').rule, attr('birth_date', '=', '1995-06-15').rule] } } })
})
afterAll(() => app.close())

const audited = async (action: string, id: number) => (await auditTrail(app.context.ledger, action)).filter((entry) => entry.object_key === String(id))
const make = (actor = headOffice, part: Partial<typeof body> & { orgPath?: string } = {}) => createCard(app.context, SET, { ...body, ...part }, actor)
const ids = async (actor: Actor, query: Partial<Parameters<typeof listCards>[2]> = {}) => (await listCards(app.context, SET, { limit: 50, sort: 'newest', ...query }, actor)).items.map(({ id }) => id)

describe('hypothesis cards', () => {
  it('SEG-25: one vote a person, to be changed and taken back; comments in order; all of it audited', async () => {
    const { id } = await make()
    const at = { universe: SET, id }
    await voteOnCard(app.context, at, 'for', headOffice)
    await voteOnCard(app.context, at, 'against', headOffice)
    expect((await voteOnCard(app.context, at, 'for', compliance)).votes).toEqual({ for: 1, against: 1, own: 'for' })
    expect((await voteOnCard(app.context, at, null, compliance)).votes).toEqual({ for: 0, against: 1, own: null })
    await commentOnCard(app.context, at, '先看数据', compliance)
    const card = await commentOnCard(app.context, at, '已附上', headOffice)
    expect(card.discussion.map(({ author, text }) => [author, text])).toEqual([['Compliance', '先看数据'], ['Head office', '已附上']])
    expect(card).toMatchObject({ comments: 2, state: 'open', mine: true, sentence: { zh: expect.stringContaining('员工') as string } })
    expect(await audited('hypothesis.vote', id)).toHaveLength(4)
    expect(await audited('hypothesis.comment', id)).toHaveLength(2)
    await expect(voteOnCard(app.context, at, 'for', token)).rejects.toMatchObject({ code: 'HYPOTHESIS_PERSON_ONLY' })
  })

  it('SEG-25: a branch sees its own cards and those above it, not another branch\'s; it closes its own alone', async () => {
    const own = await make(branchB1)
    const above = await make(headOffice)
    const other = await make(branchB2)
    const sub = await make(branchB1, { orgPath: '/HO/B1/B1-2/' })
    const seen = await ids(branchB1)
    expect([own.id, above.id, sub.id].every((id) => seen.includes(id))).toBe(true)
    expect(seen).not.toContain(other.id)
    expect(await ids(headOffice)).toEqual(expect.arrayContaining([own.id, above.id, other.id, sub.id]))
    expect(await ids({ ...branchB1, scope: { ...branchB1.scope, orgPaths: [] } })).toEqual([])
    await expect(showCard(app.context, SET, other.id, branchB1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(voteOnCard(app.context, { universe: SET, id: other.id }, 'for', branchB1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(moveCard(app.context, { universe: SET, id: above.id }, { state: 'archived' }, branchB1)).rejects.toMatchObject({ code: 'HYPOTHESIS_ORG' })
    await expect(make(branchB1, { orgPath: '/HO/B2/' })).rejects.toMatchObject({ code: 'HYPOTHESIS_ORG' })
    expect(await voteOnCard(app.context, { universe: SET, id: above.id }, 'for', branchB1)).toMatchObject({ votes: { for: 1 } })
  })

  it('SEG-25: pages, search and sorting are the server\'s', async () => {
    const small = await make(headOffice, { claim: '独特的说法 alpha_1', expectedSize: 7_000_000 })
    await voteOnCard(app.context, { universe: SET, id: small.id }, 'for', headOffice)
    await voteOnCard(app.context, { universe: SET, id: small.id }, 'for', compliance)
    expect(await ids(headOffice, { q: 'ALPHA_1' })).toEqual([small.id])
    expect(await ids(headOffice, { q: 'alpha%1' })).toEqual([])
    expect((await ids(headOffice, { sort: 'size' }))[0]).toBe(small.id)
    expect((await ids(headOffice, { sort: 'votes' }))[0]).toBe(small.id)
    const first = await listCards(app.context, SET, { limit: 2, sort: 'newest' }, headOffice)
    const second = await listCards(app.context, SET, { limit: 2, sort: 'newest', cursor: first.nextCursor ?? '' }, headOffice)
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4)
    await expect(listCards(app.context, 'no-such', { limit: 1, sort: 'newest' }, headOffice)).rejects.toMatchObject({ code: 'DEFINITION_NOT_FOUND' })
  })

  it('SEG-25: its author changes an open card, of the revision seen; a wrong rule is told where', async () => {
    const card = await make()
    const at = { universe: SET, id: card.id }
    const changed = await updateCard(app.context, at, { ...body, claim: '改过的说法', revision: card.revision }, headOffice)
    expect(changed).toMatchObject({ claim: '改过的说法', revision: card.revision + 1 })
    await expect(updateCard(app.context, at, { ...body, revision: card.revision }, headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_CHANGED' })
    await expect(updateCard(app.context, at, { ...body, revision: changed.revision }, compliance)).rejects.toMatchObject({ code: 'HYPOTHESIS_AUTHOR_ONLY' })
    await expect(make(headOffice, { rule: attr('nothing', 'is', true) })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('SEG-25: rejected with a reason, opened again, archived; a closed card takes no votes', async () => {
    const { id } = await make()
    const at = { universe: SET, id }
    expect(await moveCard(app.context, at, { state: 'rejected', reason: '没有证据' }, compliance)).toMatchObject({ state: 'rejected', reason: '没有证据' })
    await expect(voteOnCard(app.context, at, 'for', headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_NOT_OPEN' })
    await expect(adoptCard(app.context, at, { key: 'never', name: { zh: '不' }, with: { kind: 'rule' } }, headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_NOT_OPEN' })
    expect(await moveCard(app.context, at, { state: 'open' }, headOffice)).toMatchObject({ state: 'open', reason: null })
    expect(await moveCard(app.context, at, { state: 'archived' }, headOffice)).toMatchObject({ state: 'archived' })
    await expect(moveCard(app.context, at, { state: 'rejected', reason: '晚了' }, headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_CHANGED' })
  })
})

describe('adopting and comparing', () => {
  it('SEG-25: adopted by its rule, with a cluster, with a segment; each draft names the card', async () => {
    await publish(app, 'clustering', 'habits-85', { population: { v: 1, kind: 'rule', rule: { kind: 'inSegment', segment: SET, version: 'latest' } }, features: [transactions], clusters: 2 })
    const { runId } = await runJob<{ runId: number }>(app, 'segments.cluster', { key: 'habits-85' })
    const cluster = (await showClusters(app.context, 'habits-85', headOffice, runId)).cards.find(({ name }) => name.zh.includes('高'))?.cluster ?? -1
    await publish(app, 'segment', 'odd', { rule: attr('birth_date', '=', '1985-06-15') })
    const adopted = async (key: string, rule: RuleDocument, wanted: Parameters<typeof adoptCard>[2]['with']) => {
      const { id } = await make(headOffice, { rule: rule })
      const { revision } = await adoptCard(app.context, { universe: SET, id }, { key, name: { zh: key }, with: wanted }, headOffice)
      const made = await app.context.definitions.get<Segment>('segment', key)
      expect(made.body.hypothesis).toEqual({ id, claim: body.claim })
      expect(await showCard(app.context, SET, id, headOffice)).toMatchObject({ state: 'adopted', segment: key })
      await app.context.definitions.publish('segment', key, { revision }, headOffice)
      return (await runJob<{ size: number }>(app, 'segment.snapshot', { key })).size
    }
    // Of the twenty of the set, staff is C11 alone (C31 is not in it).
    expect(await adopted('staff-85', staff, { kind: 'rule' })).toBe(1)
    const men = attr('gender', '=', 'M')
    // Odd numbers are men: ten of the twenty, five of them among those who pay ten times.
    expect(await adopted('men-85', men, { kind: 'rule' })).toBe(10)
    expect(await adopted('busy-men', men, { kind: 'cluster', clustering: 'habits-85', run: runId, cluster })).toBe(5)
    expect(await adopted('odd-men', men, { kind: 'segment', segment: 'odd' })).toBe(5)
    const set = await showSet(app.context, SET, headOffice)
    expect(set.rules.map(({ key, size }) => [key, size]).sort()).toEqual([['busy-men', 5], ['men-85', 10], ['odd-men', 5], ['staff-85', 1]])
    expect(set.clusterings).toMatchObject([{ key: 'habits-85', run: { runId } }])
    expect(set.clusterings[0]?.clusters.map(({ size }) => size).sort()).toEqual([10, 10])
    expect(set.hypotheses.adopted).toBe(4)
    expect((await showSet(app.context, '_all', headOffice)).clusterings).toEqual([])
  })

  it('SEG-25: of two who adopt one card at once the second is refused, and leaves no draft behind', async () => {
    const { id } = await make(headOffice, { rule: staff })
    const keys = ['twice-a', 'twice-b', 'twice-c']
    const done = await Promise.allSettled(keys.map((key) => adoptCard(app.context, { universe: SET, id }, { key, name: { zh: key }, with: { kind: 'rule' } }, headOffice)))
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))).toEqual(['HYPOTHESIS_NOT_OPEN', 'HYPOTHESIS_NOT_OPEN'])
    expect((await app.context.definitions.list('segment')).map(({ key }) => key).filter((key) => key.startsWith('twice'))).toEqual(['twice-a'])
  })

  it('SEG-25: overlaps of a segment, a cluster and a card within the set, in scope, small ones hidden', async () => {
    const run = (await showSet(app.context, SET, headOffice)).clusterings[0]
    const busy = run?.clusters.find(({ name }) => name.zh.includes('高'))?.cluster ?? -1
    const card = await make(headOffice, { rule: attr('gender', '=', 'F') })
    const items = [{ kind: 'segment' as const, key: 'men-85' }, { kind: 'cluster' as const, clustering: 'habits-85', run: run?.run?.runId ?? 0, cluster: busy }, { kind: 'card' as const, id: card.id }]
    const asked = (actor: Actor) => overlapInSet(app.context, ports(), SET, { items, asOf }, actor)
    expect(await asked(headOffice)).toMatchObject({ total: 20, sizes: [10, 10, 10], pairs: [{ a: 0, b: 1, both: 5 }, { a: 0, b: 2, both: 0 }, { a: 1, b: 2, both: 5 }] })
    // Of B1 are C11–20 and C21–24: 14, seven of them men.
    expect(await asked(branchB1)).toMatchObject({ total: 14, sizes: [7, 10, 7], pairs: [{ both: 5 }, { both: 0 }, { both: 5 }] })
    expect((await asked({ ...headOffice, scope: { ...headOffice.scope, minCell: 6 } })).pairs.map(({ both }) => both)).toEqual([null, 0, null])
    // A rule that is not saved yet is compared as it stands.
    expect(await overlapInSet(app.context, ports(), SET, { items: [items[0] as never, { kind: 'rule', rule: attr('gender', '=', 'M') }], asOf }, headOffice)).toMatchObject({ sizes: [10, 10], pairs: [{ both: 10 }] })
    const bare = await make(headOffice, { rule: null as never })
    await expect(overlapInSet(app.context, ports(), SET, { items: [{ kind: 'card', id: bare.id }] }, headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_NO_RULE' })
    await expect(adoptCard(app.context, { universe: SET, id: bare.id }, { key: 'bare', name: { zh: '空' }, with: { kind: 'rule' } }, headOffice)).rejects.toMatchObject({ code: 'HYPOTHESIS_NO_RULE' })
  })
})

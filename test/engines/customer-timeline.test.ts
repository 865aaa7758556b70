import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/access/contract'
import { sellStops } from '#customers'
import { timelineQuerySchema } from '#customers/contract'
import { customerPorts } from '../../src/app/customer-ports.js'
import { readTimeline } from '../../src/customers/actions/read-timeline.js'
import { showCustomer } from '../../src/customers/actions/show-customer.js'
import { complainers } from '../../src/execution/actions/decide-page.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { AS_OF, openCustomerBank, managerB1, managerB2 } from '../kit/customer-bank.js'

let app: TestApp
beforeAll(async () => {
  app = await openCustomerBank()
})
afterAll(() => app.close())

const ports = () => customerPorts(app.context, app.access)
/** The timeline of a query as the URL has it. */
const timeline = (query: string, custId = 'P1') => readTimeline(app.context, ports(), custId, headOffice, timelineQuerySchema.parse(Object.fromEntries(new URLSearchParams(query))))
const stopOf = async (actor: Actor, custId: string) => (await showCustomer(app.context, ports(), custId, actor)).doNotSell

describe('a narrowed timeline', () => {
  const narrowed = async (more: string) => {
    const { items, emptied, nextCursor } = await timeline(more)
    return { items: items.map(({ kind, channel }) => [kind, channel]), emptied, nextCursor }
  }

  it('CUS-9: kind, channel and dates hold at once; bundles of a day count what is asked', async () => {
    expect((await narrowed('channels=SMS')).items).toEqual([['touch', 'SMS'], ['consent', 'SMS'], ['consent', 'SMS']])
    expect((await narrowed('channels=SMS&kinds=consent&from=2025-12-01')).items).toEqual([['consent', 'SMS']])
    expect((await narrowed('channels=SMS,PHONE&from=2025-12-16&until=2025-12-20')).items).toEqual([['complaint', 'PHONE']])
    expect((await narrowed('channels=APP')).items).toEqual([['session', 'APP'], ['txn', 'APP']])
    expect((await timeline('channels=POS')).items.map(({ title, at }) => [title.en, at])).toEqual([['2 smaller transactions', '2025-12-29T03:00:00.000Z']])
    const paged = await [1, 2, 3].reduce<Promise<{ kinds: unknown[]; cursor: string | null }>>(async (before) => {
      const { kinds, cursor } = await before
      const page = await timeline(`limit=1&channels=SMS${cursor === null ? '' : `&cursor=${cursor}`}`)
      return { kinds: [...kinds, ...page.items.map(({ kind }) => kind)], cursor: page.nextCursor }
    }, Promise.resolve({ kinds: [], cursor: null }))
    expect(paged).toEqual({ kinds: ['touch', 'consent', 'consent'], cursor: null })
  })

  it('CUS-9: nothing left says which filter alone hides something, or that they do together', async () => {
    expect(await narrowed('channels=ATM')).toEqual({ items: [], emptied: { by: ['channels'], together: false }, nextCursor: null })
    expect((await narrowed('channels=POS&kinds=touch')).emptied).toEqual({ by: ['kinds', 'channels'], together: false })
    expect((await narrowed('kinds=complaint&channels=SMS&from=2025-12-24&until=2025-12-24')).emptied).toEqual({ by: ['kinds', 'channels', 'dates'], together: true })
    expect((await narrowed('kinds=survey&from=2025-01-01')).emptied).toEqual({ by: ['kinds'], together: false })
    expect((await timeline('kinds=txn', 'P4')).emptied).toBeNull()
    expect((await timeline('', 'P4')).emptied).toBeNull()
  })
})

describe('after a complaint', () => {
  it('CUS-10: nothing is to be sold after a complaint: while it is open, and for 90 days after it was closed', async () => {
    expect(await stopOf(headOffice, 'P1')).toEqual({ since: '2025-12-20', until: null, open: 1, reason: { zh: '1 件投诉未办结：FEE', en: '1 complaint is open: FEE' } })
    expect(await stopOf(managerB2, 'P2'), 'of a number outside the scope nothing is read').toBeNull()
    expect(await stopOf(managerB2, 'P5')).toMatchObject({ since: '2025-10-20', until: '2026-01-30', open: 0 })
    expect(await stopOf(managerB1, 'P3')).toBeNull()
    expect(await stopOf(managerB1, 'P4')).toBeNull()
    const stops = await sellStops(app.context, ['P1', 'P3', 'P5'], '2026-01-29')
    expect([...stops].map(([custId, { until }]) => [custId, until])).toEqual([['P1', null], ['P5', '2026-01-30']])
    expect([...(await sellStops(app.context, ['P1', 'P3', 'P5'], '2026-01-30')).keys()]).toEqual(['P1'])
  })

  it('EXE-14: the contact gate asks the same, for marketing only', async () => {
    const asked = (purpose: 'MARKETING' | 'SERVICE') => complainers(app.context, { purpose }, ['P1', 'P3', 'P5'], AS_OF)
    expect([...(await asked('MARKETING'))].sort()).toEqual(['P1', 'P5'])
    expect((await asked('SERVICE')).size).toBe(0)
  })
})

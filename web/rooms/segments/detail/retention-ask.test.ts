import { expect, it } from 'vitest'
import { askOf, groupOf, partsOfAsk, type RetentionAsk } from './retention-ask.js'

const start: RetentionAsk = { groups: ['all'], leaving: { kind: 'silent', days: 90 }, start: { kind: 'date', date: '2025-01-01' } }

it('is read from the address as it was written there', () => {
  const ask: RetentionAsk = { groups: ['segment:vip:7', 'cell:aum:9:T1', 'all'], leaving: { kind: 'assets', below: 100 }, start: { kind: 'opened', since: '2024-01-01' } }
  expect(askOf(new URLSearchParams(partsOfAsk(ask)), start)).toEqual(ask)
  expect(askOf(new URLSearchParams(partsOfAsk(start)), { ...start, groups: [] })).toEqual(start)
  expect(askOf(new URLSearchParams('left=silent:x&since=date:soon'), start)).toEqual(start)
})

it('names a group', () => {
  expect(groupOf('segment:vip:7')).toEqual({ kind: 'segment', key: 'vip', run: 7 })
  expect(groupOf('cell:aum::T1')).toEqual({ kind: 'cell', tiering: 'aum', cell: 'T1' })
  expect(groupOf('nobody')).toBeNull()
})

import { describe, expect, it } from 'vitest'
import type { BoolNode, RuleDocument } from '#kernel/rule'
import { eventOffence } from './event-purposes.js'

const text = { type: 'text', required: false } as const
const planned = (key: string, purposes: string[], props: string[] = []) => ({ key, body: { purposes, props: Object.fromEntries(props.map((prop) => [prop, text])) } })
const PLAN = [planned('buy-ok', ['SERVICE', 'marketing'], ['amount']), planned('chat-msg', ['SERVICE'], ['from', 'amount']), planned('search', [], ['q'])]

const is = (field: string, op: '=' | '!=' | 'in', value: string | string[]): BoolNode => ({ kind: 'compare', left: { kind: 'field', field }, op, value })
const counted = (filter: BoolNode, table = 'app_event'): RuleDocument => ({ v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'agg', table, fn: 'count', window: { kind: 'all' }, filter }, op: '>', value: 0 } })
const both = (...all: BoolNode[]): BoolNode => ({ kind: 'all', all })

describe('purposes of events', () => {
  it.each([
    ['an event named', counted(is('name', '=', 'chat_msg')), { what: 'app_event.name = chat_msg', source: 'tracking-plan-event/chat-msg', declared: 'SERVICE' }],
    ['one of several', counted(is('name', 'in', ['buy_ok', 'chat_msg'])), { what: 'app_event.name = chat_msg' }],
    ['a property, of every event that has it', counted(is('props.amount', '=', '1')), { what: 'app_event.props.amount', source: 'tracking-plan-event/chat-msg' }],
  ])('PRV-16: %s is refused for a purpose it was not collected for', (_, document, offence) => {
    expect(eventOffence(PLAN, document, 'MARKETING')).toMatchObject(offence)
    expect(eventOffence(PLAN, document, 'SERVICE')).toBeNull()
  })

  it.each([
    ['the property of an event named beside it', counted(both(is('name', '=', 'buy_ok'), is('props.amount', '=', '1')))],
    ['an event the plan gives no purposes', counted(both(is('name', '=', 'search'), is('props.q', '=', 'x')))],
    ['an event beside the plan', counted(is('name', '=', 'own'))],
    ['what is left out', counted(is('name', '!=', 'chat_msg'))],
    ['rows of another table', counted(is('name', '=', 'chat_msg'), 'touch')],
  ])('PRV-16: %s is not', (_, document) => expect(eventOffence(PLAN, document, 'MARKETING')).toBeNull())
})

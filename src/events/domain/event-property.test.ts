import { describe, expect, it } from 'vitest'
import { planEventSchema } from '../contract.js'
import { eventPropertiesOf } from './event-property.js'

const event = (key: string, props: object) => ({ key, body: planEventSchema.parse({ props }) })

describe('properties of a plan', () => {
  it('TAG-23: whole numbers and numbers are numbers, any other two types text; listed values only where every event lists them', () => {
    const plan = [
      event('buy-ok', { amount: { type: 'number' }, step: { type: 'int' }, way: { type: 'text', values: ['app', 'web'] }, from: { type: 'text', values: ['home'] }, mixed: { type: 'bool' } }),
      event('quote', { amount: { type: 'int' }, step: { type: 'int' }, way: { type: 'text', values: ['web', 'desk'] }, from: { type: 'text' }, mixed: { type: 'time' } }),
    ]
    expect(eventPropertiesOf(plan).map(({ key, type, values, events }) => [key, type, values, events.join()])).toEqual([
      ['amount', 'number', null, 'buy_ok,quote'],
      ['from', 'text', null, 'buy_ok,quote'],
      ['mixed', 'text', null, 'buy_ok,quote'],
      ['step', 'int', null, 'buy_ok,quote'],
      ['way', 'text', ['app', 'web', 'desk'], 'buy_ok,quote'],
    ])
  })

  it('TAG-23: called by every name it has, else by its key', () => {
    const plan = [
      event('app-launch', { from: { type: 'text', name: { zh: '来源', en: 'Where from' } }, x1: { type: 'int' } }),
      event('chat-msg', { from: { type: 'text', name: { zh: '发送方', en: 'From' } } }),
      event('chat-open', { from: { type: 'text', name: { zh: '来源', en: 'Where from' } } }),
    ]
    expect(eventPropertiesOf(plan).map(({ key, zh, en }) => [key, zh, en])).toEqual([['from', '来源 / 发送方', 'Where from / From'], ['x1', 'x1', 'x1']])
  })

  it('TAG-23: not direct identifiers, objects, nor what is a column of events', () => {
    expect(eventPropertiesOf([event('buy-ok', { mobile: { type: 'text' }, id_no: { type: 'text' }, basket: { type: 'object' }, product_id: { type: 'text' }, page: { type: 'text' }, x: { type: 'number' } })])).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { strategySchema } from '#strategy/contract'
import { mistakesAt, newValues, toBody, toValues } from './strategy-values.js'

describe('the strategy form', () => {
  it('starts as a body the contract takes: 90 and 10', () => {
    const body = strategySchema.parse(toBody(newValues('recent', { treated: 'T', control: 'C' }), null))
    expect(body.arms.map(({ share, control }) => [share, control])).toEqual([[0.9, false], [0.1, true]])
    expect(body.segment).toEqual({ key: 'recent', version: 'latest' })
  })

  it('gives back what was saved, with the texts of single arms it does not show', () => {
    const saved = strategySchema.parse({
      ...toBody({ ...newValues('recent', { treated: 'T', control: 'C' }), channel: 'EMAIL', subject: 'Hi', body: 'Dear {name}', capDays: 30, capMax: 2 }, null),
      arms: [
        { key: 't', name: { zh: '触达组' }, share: 0.9, content: { subject: 'Other', body: 'Text' } },
        { key: 'c', name: { zh: '对照组' }, share: 0.1, control: true },
      ],
    })
    expect(strategySchema.parse(toBody(toValues({ key: 'k', name: { zh: '名' } }, saved), saved))).toEqual(saved)
  })

  it('places a mistake at its field and not at its neighbour', () => {
    const all = [{ path: 'arms[1].key', text: 'a' }, { path: 'content.subject', text: 'b' }]
    expect(mistakesAt(all, 'arms[1]')).toEqual(['a'])
    expect(mistakesAt(all, 'arms[10]', 'content.body')).toEqual([])
    expect(mistakesAt(all, 'content')).toEqual(['b'])
  })
})

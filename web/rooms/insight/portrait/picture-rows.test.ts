import { describe, expect, it } from 'vitest'
import type { PortraitCell, PortraitTrait } from '#insight/contract'
import { bridgeSteps, cloudOf, measuresOf, standoutOf, traitsByFace } from './picture-rows.js'

const cell = (code: string | null, share: number, tgi: number | null, low: number | null = null): PortraitCell => ({
  code, label: { zh: `值 ${code ?? ''}`, en: '' }, from: null, to: null, hidden: false, count: 10, baseCount: 20, share, baseShare: 0.1, tgi: tgi === null ? null : { value: tgi, low, high: null }, diff: null, p: null,
})
const trait = (key: string, more: Partial<PortraitTrait>): PortraitTrait => ({
  key, kind: 'tag', name: { zh: key, en: key }, facet: 'value', face: null, type: 'bool', ccy: null, covered: 1, baseCovered: 1, divergence: 0, cramersV: null, informationValue: null, p: null, mean: null, cells: [], more: 0, ...more,
})
const mean = (value: number, baseMean: number) => ({ mean: value, baseMean, diff: 0, low: null, high: null, effect: null, p: null })

describe('rows of the pictures of a portrait', () => {
  it('a radar takes means and shares as indices of the base, what differs most first', () => {
    const traits = [
      trait('age', { type: 'int', mean: mean(60, 40), divergence: 0.2 }),
      trait('loss', { type: 'money', mean: mean(-5, -10), divergence: 0.9 }),
      trait('pension', { divergence: 0.5, cells: [cell('true', 0.4, 400, 300), cell('false', 0.6, 60)] }),
      trait('city', { kind: 'attribute', type: 'enum', divergence: 0.8 }),
    ]
    expect(measuresOf({ traits }).map(({ trait: { key }, index }) => [key, index])).toEqual([['pension', 400], ['age', 150]])
  })

  it('a cloud takes values above the base that are not rare, and no for nobody', () => {
    const traits = [trait('a', { cells: [cell('true', 0.4, 150, 120), cell('false', 0.6, 130, 120)] }), trait('b', { type: 'enum', cells: [cell('X', 0.01, 900, 200), cell('Y', 0.3, 110, 90), cell('Z', 0.3, 80), cell('*', 0.3, 180)] })]
    expect(cloudOf({ traits }).map(({ cell: { code }, tgi, proven }) => [code, tgi, proven])).toEqual([['true', 150, true], ['Y', 110, false]])
  })

  it('a trait is of the face its tag names, else of its category', () => {
    const byFace = traitsByFace({ traits: [trait('a', { facet: 'interest' }), trait('b', { facet: 'interest', face: 'psychological' }), trait('c', { facet: 'social' }), trait('values-x', { facet: 'marketing' })] })
    expect([...byFace].map(([face, traits]) => [face, traits.map(({ key }) => key)])).toEqual([['static', ['c']], ['dynamic', ['values-x']], ['consumption', ['a']], ['psychological', ['b']]])
    expect(standoutOf(trait('d', { cells: [cell('a', 0.3, 140, 101), cell('b', 0.3, 300, 99), cell(null, 0.5, 500, 400)] }))?.code).toBe('a')
  })

  it('a bridge goes by flow where it is told, else by class', () => {
    const classes = [{ key: 'deposit' as const, start: 5, end: 9 }]
    expect(bridgeSteps({ inflow: 10, outflow: 4, rest: -2, classes }, 'flows')).toEqual([{ key: 'inflow', change: 10 }, { key: 'outflow', change: -4 }, { key: 'rest', change: -2 }])
    expect(bridgeSteps({ inflow: null, outflow: null, rest: null, classes }, 'flows')).toEqual([{ key: 'deposit', change: 4 }])
  })
})

import { describe, expect, it } from 'vitest'
import { classSteps, restOf } from './asset-steps.js'
import { shippedName } from './code-names.js'
import { faceOf } from './face.js'
import { insideMemos, insideTypes } from './money-moves.js'

describe('faces, codes and moves', () => {
  it('CUS-14: a tag is of the face its definition names, else of its category; no name makes it psychological', () => {
    expect(faceOf({ facet: 'attribute' })).toBe('static')
    expect(faceOf({ facet: 'value' })).toBe('consumption')
    expect(faceOf({ facet: 'marketing' })).toBe('dynamic')
    expect(faceOf({ facet: 'interest' })).toBe('consumption')
    expect(faceOf({ face: 'psychological', facet: 'interest' })).toBe('psychological')
  })

  it('CUS-15: a code has the name of the shipped list of its column; another stays as it is', () => {
    expect(shippedName('education', 'BACHELOR')).toEqual({ zh: '本科', en: 'Bachelor' })
    expect(shippedName('occupation_code', 'CIVIL').zh).toBe('公务员')
    expect(shippedName('open_channel', 'COUNTER').en).toBe('Counter')
    expect(shippedName('education', 'X9')).toEqual({ zh: 'X9', en: 'X9' })
    expect(shippedName('gender', 'BACHELOR').zh).toBe('BACHELOR')
  })

  it('CUS-12: changes of the classes add up to the change of the total, and so do the flows with their rest', () => {
    const [start, end] = [{ month: 'a', total: 100, parts: [60, 30, 0, 0, 0] }, { month: 'b', total: 150, parts: [70, 50, 0, 0, 0] }]
    const steps = classSteps(start, end)
    expect(steps).toEqual([{ key: 'deposit', start: 60, end: 70 }, { key: 'wealth', start: 30, end: 50 }, { key: 'other', start: 10, end: 30 }])
    expect(steps.reduce((all, step) => all + step.end - step.start, 0)).toBe(50)
    const flow = { inflow: 80, outflow: 20 }
    expect(100 + flow.inflow - flow.outflow + restOf({ start: 100, end: 150 }, flow)).toBe(150)
    expect(insideTypes).toContain('WEALTH_BUY')
    expect(insideMemos).toEqual(['TIME_CLOSE', 'TIME_OPEN', 'INSURANCE', 'GOLD'])
  })
})

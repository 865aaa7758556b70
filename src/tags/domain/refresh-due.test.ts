import { describe, expect, it } from 'vitest'
import { refreshDue, type RefreshFacts } from './refresh-due.js'

const facts: RefreshFacts = { on: true, built: true, building: false, loading: false, loadedAt: '2026-01-05T06:00:00.000Z', askedAt: '2026-01-04T06:30:00.000Z' }
const at = (time: string) => new Date(`2026-01-05T${time}:00.000Z`)

describe('TAG-22: tags are rebuilt by themselves', () => {
  it('ten minutes after the last load', () => {
    expect(refreshDue(facts, at('06:09'))).toEqual({ state: 'settling', next: '2026-01-05T06:10:00.000Z' })
    expect(refreshDue(facts, at('06:10'))).toEqual({ state: 'due', next: null })
  })

  it('at the earliest an hour after the build before', () => {
    const late = { ...facts, askedAt: '2026-01-05T05:45:00.000Z' }
    expect(refreshDue(late, at('06:05'))).toEqual({ state: 'settling', next: '2026-01-05T06:45:00.000Z' })
    expect(refreshDue(late, at('06:20'))).toEqual({ state: 'resting', next: '2026-01-05T06:45:00.000Z' })
    expect(refreshDue(late, at('06:45')).state).toBe('due')
  })

  it('not while a load or a build runs, not when switched off, and never the first time', () => {
    expect(refreshDue({ ...facts, loading: true }, at('07:00')).state).toBe('loading')
    expect(refreshDue({ ...facts, building: true, on: false }, at('07:00')).state).toBe('building')
    expect(refreshDue({ ...facts, on: false }, at('07:00')).state).toBe('off')
    expect(refreshDue({ ...facts, built: false }, at('07:00')).state).toBe('never-built')
  })

  it('once for the same data, whatever became of that build', () => {
    expect(refreshDue({ ...facts, askedAt: '2026-01-05T06:10:00.000Z' }, at('23:00')).state).toBe('up-to-date')
    expect(refreshDue({ ...facts, loadedAt: null }, at('23:00')).state).toBe('up-to-date')
  })
})

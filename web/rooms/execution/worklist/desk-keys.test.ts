import { describe, expect, it } from 'vitest'
import { afterEnding, deskMove, moved } from './desk-keys.js'

describe('the desk by keyboard', () => {
  it('moves, chooses and records; while typing only Ctrl with Enter is heard', () => {
    expect(deskMove({ key: 'j' }, false)).toEqual({ kind: 'move', by: 1 })
    expect(deskMove({ key: '4' }, false)).toEqual({ kind: 'choose', disposition: 'REFUSED' })
    expect(deskMove({ key: '9' }, false)).toBeNull()
    expect(deskMove({ key: 'j' }, true)).toBeNull()
    expect(deskMove({ key: 'Enter' }, true)).toBeNull()
    expect(deskMove({ key: 'Enter', ctrlKey: true }, true)).toEqual({ kind: 'record' })
    expect(deskMove({ key: 'k', ctrlKey: true }, false)).toBeNull()
  })

  it('stays inside the list and goes on after a task is ended', () => {
    expect(moved(['a', 'b'], 'b', 1)).toBe('b')
    expect(moved(['a', 'b'], null, 1)).toBe('a')
    expect(afterEnding(['a', 'b'], 'a')).toBe('b')
    expect(afterEnding(['a', 'b'], 'b')).toBe('a')
    expect(afterEnding(['a'], 'a')).toBeNull()
  })
})

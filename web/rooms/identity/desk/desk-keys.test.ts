import { describe, expect, it } from 'vitest'
import { deskKeyOf } from './desk-keys.js'

const press = (key: string, more: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })

describe('deskKeyOf', () => {
  it('gives every decision and way a key, in either case', () => {
    const keys = ['m', 'N', 'u', 'Z', 'j', 'ArrowRight', 'K', 'ArrowLeft']
    expect(keys.map((key) => deskKeyOf(press(key), false))).toEqual(['merge', 'apart', 'unsure', 'undo', 'next', 'next', 'previous', 'previous'])
  })

  it('leaves typing, modifiers and other keys alone', () => {
    expect(deskKeyOf(press('m'), true)).toBeNull()
    expect(deskKeyOf(press('z', { ctrlKey: true }), false)).toBeNull()
    expect(deskKeyOf(press('n', { metaKey: true }), false)).toBeNull()
    expect(deskKeyOf(press('x'), false)).toBeNull()
  })
})

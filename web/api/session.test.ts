import { describe, expect, it } from 'vitest'
import { safeReturn, signInPath } from './session.js'

describe('return after sign-in', () => {
  it('goes only to paths of the console', () => {
    expect(safeReturn('/settings/people?q=a')).toBe('/settings/people?q=a')
    for (const bad of [
      null,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/sign-in?return=/x',
      '/setup',
    ]) {
      expect(safeReturn(bad)).toBe('/')
    }
  })

  it('names the page somebody was on', () => {
    expect(signInPath('/')).toBe('/sign-in')
    expect(signInPath('/a?b=c')).toBe('/sign-in?return=%2Fa%3Fb%3Dc')
  })
})

import { describe, expect, it } from 'vitest'
import { typedNumbers } from './typed-numbers.js'

describe('typedNumbers', () => {
  it('takes lines and commas of both languages, each number once', () => {
    expect(typedNumbers(' C1\nC2，C3, C1 ;\n\n')).toEqual(['C1', 'C2', 'C3'])
  })

  it('is empty for nothing', () => {
    expect(typedNumbers(' \n , ')).toEqual([])
  })
})

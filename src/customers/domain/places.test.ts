import { describe, expect, it } from 'vitest'
import { cityName, provinceName, provinceOf } from './places.js'

describe('places by code', () => {
  it('INS-7: a city is told by its name, another by its province and code, what is no code as it stands', () => {
    expect(cityName('440300')).toEqual({ zh: '深圳', en: 'Shenzhen' })
    expect(cityName('310000')).toEqual({ zh: '上海', en: 'Shanghai' })
    expect(cityName('532900')).toEqual({ zh: '云南 532900', en: 'Yunnan 532900' })
    expect(cityName('Praha')).toEqual({ zh: 'Praha', en: 'Praha' })
    expect(provinceOf('440300')).toBe('44')
    expect(provinceOf('990000')).toBeNull()
    expect(provinceName('44').zh).toBe('广东')
  })
})

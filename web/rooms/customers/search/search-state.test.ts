import { describe, expect, it } from 'vitest'
import { identifierKindOf } from '#customers/contract'
import { isDirect, searchBody } from './search-state.js'

const typed = (text: string) => ({ text, by: null, purpose: ' 客户来电核实 ' })

describe('what a text looks like', () => {
  it.each([
    ['C000123', 'custId'], ['138 0000 1111', 'mobile'], ['+86-138-0000-1111', 'mobile'], ['１３８００００１１１１', 'mobile'], ['11010119900307001x', 'idNo'],
    ['a@b.cn', 'email'], ['张伟', 'name'], ['买买提·吐尔逊', 'name'], ['李', 'custId'], ['23800001111', 'custId'],
  ])('%s is a %s', (text, kind) => {
    expect(identifierKindOf(text)).toBe(kind)
  })
})

describe('the search asked of the server', () => {
  it('takes filters and sorting from the URL, and a purpose for direct identifiers only', () => {
    const search = new URLSearchParams('org=B1&rm=R1&sort=-assets&status=ACTIVE&tab=x')
    expect(searchBody(typed('C1'), search, null)).toEqual({ by: 'custId', text: 'C1', orgId: 'B1', rm: 'R1', status: 'ACTIVE', sort: 'assets', order: 'desc', limit: 50 })
    expect(searchBody(typed('13800001111'), new URLSearchParams('sort=name'), 'c')).toEqual({ by: 'mobile', text: '13800001111', purpose: '客户来电核实', cursor: 'c', limit: 50 })
    expect(isDirect(typed(''))).toBe(false)
    expect(isDirect({ text: 'C1', by: 'name' })).toBe(true)
  })
})

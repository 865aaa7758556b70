import { describe, expect, it } from 'vitest'
import { personFinder, tellingTexts } from './person-finder.js'

describe('PRV-11: what is a person\'s', () => {
  const found = personFinder(['13812341212', '11010519491231002X', 'wang@example.com', '阿依古丽·买买提', 'C000012', '王五'])
  it.each([
    ['Z1,13812341212,bad'], ['１３８１２３４１２１２'], ['tel:+86 138-1234-1212'], ['{"m":"8613812341212"}'], ['138 1234 1212\tx'],
    ['11010519491231002x;'], ['WANG@Example.com'], ['姓名阿依古丽·买买提女士'], ['"userId":"C000012"'],
  ])('%s is', (text) => expect(found(text)).toBe(true))
  it.each([
    ['138123412129'], ['9913812341212'], ['X13812341212'], ['1381234121'], ['13812\t341212'], ['C0000123'], ['王五'], ['kwang@example.com'], [''],
  ])('%s is not', (text) => expect(found(text)).toBe(false))
  it('short texts and repeats tell nobody', () => expect(tellingTexts([' 王五 ', 'C12', '13812341212', '13812341212 '])).toEqual(['13812341212']))
})

import readExcel from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { workbookOf } from './workbook.js'

describe('INS-11, SEG-4: a workbook', () => {
  it('has a sheet for each, numbers as numbers, texts as texts and never formulas, and empty cells for what is not finite', async () => {
    const sheets = await readExcel(await workbookOf([{ name: '说明', rows: [['a', 'b'], ['=1+1 <&>"\u0007', 2.5], [null, Number.NaN], ['end', 0]] }, { name: 'two', rows: [['c']] }]))
    expect(sheets).toEqual([
      { sheet: '说明', data: [['a', 'b'], ['=1+1 <&>"', 2.5], [null, null], ['end', 0]] },
      { sheet: 'two', data: [['c']] },
    ])
  })

  it('can be without rows', async () => {
    expect(await readExcel(await workbookOf([{ name: 'none', rows: [] }]))).toEqual([{ sheet: 'none', data: [] }])
  })
})

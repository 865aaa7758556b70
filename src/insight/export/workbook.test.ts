import { describe, expect, it } from 'vitest'
import { textsOfZip } from '../../../test/kit/zip-texts.js'
import { columnName, workbookOf } from './workbook.js'

describe('INS-11: a workbook', () => {
  const bytes = workbookOf([{ name: '说明', rows: [['a', 'b'], ['=1+1 <&>"\u0007', 2.5], [null, Number.NaN]] }, { name: 'two', rows: [] }])
  const parts = textsOfZip(bytes)

  it('has a sheet for each, texts that are never formulas, and numbers', () => {
    expect([...parts.keys()]).toEqual(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/styles.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'])
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="说明" sheetId="1" r:id="rId1"/><sheet name="two"')
    const sheet = parts.get('xl/worksheets/sheet1.xml')!
    expect(sheet).toContain('<c r="A2" t="inlineStr"><is><t xml:space="preserve">=1+1 &lt;&amp;&gt;&quot;</t></is></c><c r="B2"><v>2.5</v></c>')
    expect(sheet).toContain('<row r="3"></row>')
    expect(sheet).not.toContain('<f>')
  })

  it('is the same for the same content, and its directory names every part', () => {
    expect(workbookOf([{ name: 'two', rows: [] }])).toEqual(workbookOf([{ name: 'two', rows: [] }]))
    const end = bytes.length - 22
    expect([bytes.readUInt32LE(end), bytes.readUInt16LE(end + 10)]).toEqual([0x06054b50, 7])
    expect(bytes.readUInt32LE(bytes.readUInt32LE(end + 16))).toBe(0x02014b50)
  })

  it('names columns as spreadsheets do', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

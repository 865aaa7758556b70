import writeExcel, { type Row } from 'write-excel-file/node'

/** Media type of a workbook. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export type WorkbookCell = string | number | null

export interface Sheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string
  /** The first row is set in bold and stays in view. */
  readonly rows: readonly (readonly WorkbookCell[])[]
}

const COLUMNS = 20
const WIDTH = 18

/** An XLSX workbook. A text is always a text, never a formula; a number that is not finite is an empty cell. */
export function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeExcel(
    sheets.map(({ name, rows }) => ({
      sheet: name,
      data: rows.map((cells, at) => cells.map((cell) => cellOf(cell, at === 0))),
      columns: Array.from({ length: COLUMNS }, () => ({ width: WIDTH })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()
}

function cellOf(cell: WorkbookCell, isHead: boolean): Row[number] {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return null
  const weight = isHead ? ({ fontWeight: 'bold' } as const) : {}
  return typeof cell === 'number' ? { value: cell, type: Number, ...weight } : { value: allowed(cell), type: String, ...weight }
}

/** Without the characters XML 1.0 does not allow. */
const allowed = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

/** Most customers one upload takes. */
export const MOST_IDS = 100_000
const LONGEST = 100

export interface ReadIds {
  readonly ids: readonly string[]
  readonly repeated: number
  readonly tooLong: number
}

const unquoted = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1').trim()
const headings = /^(cust_?id|customer_?(id|no|number)?|id|客户(编?号|标识))$/i

/** Customer numbers of pasted text or a CSV: the first column of each line, without a heading, each once. */
export function readIds(text: string): ReadIds {
  const cells = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => unquoted(line.split(/[,;\t，；]/)[0] ?? ''))
    .filter((cell) => cell !== '')
  const rows = headings.test(cells[0] ?? '') ? cells.slice(1) : cells
  const fitting = rows.filter((id) => id.length <= LONGEST)
  const ids = [...new Set(fitting)]
  return { ids, repeated: fitting.length - ids.length, tooLong: rows.length - fitting.length }
}

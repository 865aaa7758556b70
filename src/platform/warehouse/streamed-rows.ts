import type { Query } from '#kernel/sql'
import type { StatementOptions, Warehouse } from './warehouse.js'

/** Rows of a query one by one, in bounded memory; for results too large for `Warehouse.query`. */
export async function* streamedRows<Row>(warehouse: Pick<Warehouse, 'stream'>, query: Query<Row>, options?: StatementOptions): AsyncIterable<Row> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of warehouse.stream(query, 'JSONEachRow', options)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield JSON.parse(line) as Row
  }
  if (rest !== '') yield JSON.parse(rest) as Row
}

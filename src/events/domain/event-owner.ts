import { fromTsv, tsv } from './tsv.js'

interface PersonNumber {
  readonly no: number
  readonly shardKey: string
}

/** Where a finished line (`eventLine`) has its owner: number, customer, shard. */
const NO = 0
const CUSTOMER = 1
const SHARD = 2

function fieldsOf(line: string): string[] {
  return line.split('\t')
}

/** Customers finished lines are of, each once; those of devices have none. */
export function ownersOfLines(lines: string): string[] {
  const found = new Set<string>()
  for (const line of lines.split('\n')) {
    const custId = fromTsv(fieldsOf(line)[CUSTOMER] ?? '')
    if (custId !== '') found.add(custId)
  }
  return [...found]
}

/** The same lines under the numbers their customers have now. */
export function withOwners(lines: string, numberOf: (custId: string) => PersonNumber | null): string {
  return lines
    .split('\n')
    .map((line) => {
      const fields = fieldsOf(line)
      const custId = fromTsv(fields[CUSTOMER] ?? '')
      const owner = custId === '' ? null : numberOf(custId)
      if (owner === null) return line
      fields[NO] = String(owner.no)
      fields[SHARD] = tsv(owner.shardKey)
      return fields.join('\t')
    })
    .join('\n')
}

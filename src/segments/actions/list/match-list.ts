import { customersByIdentifier, type Holders } from '#identity'
import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { visibleTo, type TagSnapshot } from '#tags'
import type { ListKind, ListReason } from '../../contract-life.js'
import { shortened, type ListLine, type RejectedLine } from '../../domain/read-list.js'
import { insertNumbers, listedQuery, mateNumbersQuery, seenNumbersQuery } from '../../sql/list-queries.js'

const PART = 20_000

export interface ListPlace {
  readonly runId: number
  readonly key: string
  readonly kind: ListKind
  readonly snapshot: TagSnapshot
  readonly actor: Actor
}

type Found = number | Extract<ListReason, 'UNKNOWN' | 'FORMER' | 'AMBIGUOUS'>

/** Writes the customers of a list as members of its run, of those the actor may see; each other line with its reason. */
export async function matchList(context: Context, place: ListPlace, lines: readonly ListLine[]): Promise<{ customers: number; rejected: RejectedLine[] }> {
  const taken = new Set<number>()
  const rejected: RejectedLine[] = []
  for (let at = 0; at < lines.length; at += PART) {
    const part = lines.slice(at, at + PART)
    const numbers = await foundOf(context, place, part.map(({ value }) => value))
    const fresh: number[] = []
    for (const { line, value } of part) {
      const number = numbers(value)
      if (typeof number !== 'number') rejected.push({ line, shown: shortened(value), reason: number })
      else if (taken.has(number)) rejected.push({ line, shown: shortened(value), reason: 'REPEATED' })
      else {
        taken.add(number)
        fresh.push(number)
      }
    }
    if (fresh.length > 0) await context.warehouse.command(insertNumbers({ runId: place.runId, segment: place.key }, fresh))
  }
  return { customers: taken.size, rejected }
}

async function foundOf(context: Context, place: ListPlace, values: readonly string[]): Promise<(value: string) => Found> {
  if (place.kind === 'cust_id') {
    const numbers = await numbersOf(context, place, values)
    return (value) => numbers.get(value) ?? 'UNKNOWN'
  }
  const holders = await customersByIdentifier(context, place.kind, values)
  const custIds = [...holders.values()].flatMap(({ current, former }) => [...current, ...former])
  const numbers = await numbersOf(context, place, [...new Set(custIds)])
  return (value) => holderOf(holders.get(value), numbers)
}

/** The one person among the visible who has it now; several customer numbers of one person are that person. */
function holderOf(holders: Holders | undefined, numbers: ReadonlyMap<string, number>): Found {
  if (holders === undefined) return 'UNKNOWN'
  const persons = (custIds: readonly string[]): number[] => [...new Set(custIds.flatMap((custId) => numbers.get(custId) ?? []))]
  const [only, ...others] = persons(holders.current)
  if (only === undefined) return persons(holders.former).length > 0 ? 'FORMER' : 'UNKNOWN'
  return others.length > 0 ? 'AMBIGUOUS' : only
}

/** Our numbers of the bank's numbers, as far as the actor may see them; other numbers of one person lead to that person. */
async function numbersOf(context: Context, { snapshot, actor }: Pick<ListPlace, 'snapshot' | 'actor'>, custIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const visible = visibleTo(actor)
  const found = new Map((await context.warehouse.query(listedQuery(snapshot.table, visible, custIds))).map((row) => [row.cust_id, row.cust_no]))
  const others = custIds.filter((custId) => !found.has(custId))
  if (others.length === 0) return found
  const mates = await context.warehouse.query(mateNumbersQuery(others))
  if (mates.length === 0) return found
  const seen = new Set((await context.warehouse.query(seenNumbersQuery(snapshot.table, visible, mates.map((row) => row.cust_no)))).map((row) => row.cust_no))
  return new Map([...found, ...mates.filter((row) => seen.has(row.cust_no)).map((row) => [row.cust_id, row.cust_no] as const)])
}

import type { Context } from '#platform/context'
import { streamedRows } from '#platform/warehouse'
import { bankTable, bankTableNames, storedTable } from '../domain/bank-model.js'
import { personFinder } from '../domain/person-finder.js'
import type { ErasedPerson, ErasurePlace, ErasureWork, PersonMarks } from '../ports.js'
import { allSealedQuery, linkedDevicesQuery, matchingRowsQuery, rejectedLines, rejectedRowsQuery, rowsOfDevices, seenDevicesQuery } from '../sql/erasure-queries.js'

const long = { maxSeconds: 0 }

/** Rejected rows that hold a person's identifier, and what their devices did without a customer. */
export function ingestErasure(context: Context): ErasurePlace[] {
  return [
    {
      name: 'ingest',
      marks: (custIds) => marksOf(context, custIds),
      async erase(person, work) {
        await eraseRejects(context, person, work)
        await eraseDevices(context, person, work)
      },
    },
  ]
}

/** Tables whose rows may belong to a device only, with the column that names it. */
function deviceTables(): { readonly table: string; readonly device: string }[] {
  return bankTableNames.flatMap((name) => {
    const device = bankTable(name).anonymous
    return device === undefined ? [] : [{ table: storedTable(name), device }]
  })
}

async function marksOf(context: Context, custIds: readonly string[]): Promise<PersonMarks> {
  const rows = await context.warehouse.query(allSealedQuery(custIds), long)
  const sealed = rows.flatMap((row) => Object.values(row)).filter((value) => value !== '')
  return { texts: [...new Set(sealed.map((value) => context.secrets.open(value)))], devices: await devicesOf(context, custIds) }
}

/** Devices that are the person's now, or that nobody else was seen on. */
async function devicesOf(context: Context, custIds: readonly string[]): Promise<string[]> {
  const ids = new Set(custIds)
  const linked = await context.warehouse.query(linkedDevicesQuery(custIds), long)
  const theirs = new Set(linked.filter((row) => ids.has(row.newest) || row.others === '0').map((row) => row.device_id))
  const known = new Set(linked.map((row) => row.device_id))
  for (const { table, device } of deviceTables()) {
    for (const row of await context.warehouse.query(seenDevicesQuery(table, device, custIds), long)) {
      if (row.others === '0' && !known.has(row.device_id)) theirs.add(row.device_id)
    }
  }
  return [...theirs]
}

/** A file is in one of two encodings: what either reading of the bytes shows is found. */
const ENCODINGS = ['utf-8', 'gb18030'] as const

async function eraseRejects(context: Context, person: ErasedPerson, work: ErasureWork): Promise<void> {
  const isTheirs = personFinder([...person.custIds, ...person.texts, ...person.devices])
  const decoders = ENCODINGS.map((encoding) => new TextDecoder(encoding))
  const lines = new Map<string, string[]>()
  for await (const row of streamedRows(context.warehouse, rejectedRowsQuery, { signal: work.signal, maxSeconds: 0 })) {
    const raw = Buffer.from(context.secrets.open(row.raw_sealed), 'base64')
    if (decoders.some((decoder) => isTheirs(decoder.decode(raw)))) lines.set(row.run_id, [...(lines.get(row.run_id) ?? []), row.line])
  }
  const found = [...lines.values()].reduce((sum, each) => sum + each.length, 0)
  if (found > 0) await work.removing('load_reject', found)
  for (const [runId, each] of lines) await context.warehouse.deleteRows('load_reject', rejectedLines(runId, each))
}

async function eraseDevices(context: Context, person: ErasedPerson, work: ErasureWork): Promise<void> {
  if (person.devices.length === 0) return
  for (const { table, device } of deviceTables()) {
    work.signal.throwIfAborted()
    const where = rowsOfDevices(device, person.devices)
    const rows = Number((await context.warehouse.query(matchingRowsQuery(table, where), long))[0]?.n ?? 0)
    if (rows === 0) continue
    await work.removing(table, rows)
    await context.warehouse.deleteRows(table, where)
  }
}

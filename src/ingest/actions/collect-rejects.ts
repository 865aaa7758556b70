import { createSplitter } from '#kernel/csv'
import { streamedRows } from '#platform/warehouse'
import { recordDialect, resolveFormat } from '../domain/stage.js'
import { parquetRowText } from '../sql/parquet-queries.js'
import { rejectsQuery } from '../sql/stage-queries.js'
import type { TargetOutcome } from './build-report.js'
import { createLinePusher } from './line-pusher.js'
import { readBytes } from './read-bytes.js'
import { withoutBom } from './without-bom.js'
import type { TargetsInput } from './write-targets.js'

interface Fault {
  readonly column: string
  readonly code: string
}

/** Finds the typed rows that were refused and keeps each with the raw bytes of its line, read again from the file. */
export async function collectRejects(input: TargetsInput, outcomes: TargetOutcome[]): Promise<void> {
  const faults = new Map<number, Fault>()
  for (const outcome of outcomes) {
    if (outcome.accepted === outcome.rows && !outcome.repeated) continue
    const before = faults.size
    await readFaults(input, outcome, faults)
    outcome.rejected = faults.size - before
  }
  if (faults.size > 0 && input.staged.typed === null) await writeRaw(input, faults)
  await input.rejects.flush(true)
}

async function readFaults(input: TargetsInput, outcome: TargetOutcome, faults: Map<number, Fault>): Promise<void> {
  const { typed, place } = input.staged
  const asked = rejectsQuery(outcome.plan, { stage: place }, outcome.repeated, typed === null ? undefined : parquetRowText(typed))
  for await (const row of streamedRows(input.context.warehouse, asked, { signal: input.signal })) {
    const line = Number(row.line)
    if (faults.has(line)) continue
    const at = row.fault.indexOf(':')
    const fault = { column: row.fault.slice(0, at).replace('*', ''), code: row.fault.slice(at + 1) }
    faults.set(line, fault)
    if (typed === null) continue
    input.rejects.add({ line, ...fault, raw: Buffer.from(row.raw) })
    await input.rejects.flush(false)
  }
}

async function writeRaw(input: TargetsInput, faults: Map<number, Fault>): Promise<void> {
  const format = resolveFormat(input.source.format, input.fileName)
  const lines = createLinePusher(
    createSplitter(recordDialect(format), {
      record(raw, line) {
        const fault = faults.get(line)
        if (fault) input.rejects.add({ line, code: fault.code, column: fault.column, raw })
      },
      fault: () => undefined,
    }),
  )
  for await (const chunk of withoutBom(readBytes({ path: input.path, gzip: format.gzip, signal: input.signal }))) {
    lines.push(chunk)
    await input.rejects.flush(false)
  }
  lines.end()
}

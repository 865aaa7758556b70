import { createSplitter } from '#kernel/csv'
import { streamedRows } from '#platform/warehouse'
import { recordDialect, resolveFormat } from '../domain/stage.js'
import { rejectsQuery } from '../sql/stage-queries.js'
import type { TargetOutcome } from './build-report.js'
import { createLinePusher } from './line-pusher.js'
import { readBytes } from './read-bytes.js'
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
  if (faults.size > 0) await writeRaw(input, faults)
}

async function readFaults(input: TargetsInput, outcome: TargetOutcome, faults: Map<number, Fault>): Promise<void> {
  const asked = rejectsQuery(outcome.plan, { stage: input.stage }, outcome.repeated)
  for await (const { line, fault } of streamedRows(input.context.warehouse, asked, { signal: input.signal })) {
    const at = fault.indexOf(':')
    if (!faults.has(Number(line))) faults.set(Number(line), { column: fault.slice(0, at).replace('*', ''), code: fault.slice(at + 1) })
  }
}

async function writeRaw(input: TargetsInput, faults: Map<number, Fault>): Promise<void> {
  const format = resolveFormat(input.source.format, input.fileName)
  if (format.type === 'parquet') return writeWithoutRaw(input, faults)
  const lines = createLinePusher(
    createSplitter(recordDialect(format), {
      record(raw, line) {
        const fault = faults.get(line)
        if (fault) input.rejects.add({ line, code: fault.code, column: fault.column, raw })
      },
      fault: () => undefined,
    }),
  )
  for await (const chunk of readBytes({ path: input.path, gzip: format.gzip, signal: input.signal })) {
    lines.push(chunk)
    await input.rejects.flush(false)
  }
  lines.end()
  await input.rejects.flush(true)
}

// A Parquet row has no line of text; its number and reason are kept.
async function writeWithoutRaw(input: TargetsInput, faults: Map<number, Fault>): Promise<void> {
  for (const [line, fault] of faults) input.rejects.add({ line, code: fault.code, column: fault.column, raw: new Uint8Array() })
  await input.rejects.flush(true)
}

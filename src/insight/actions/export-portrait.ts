import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import type { Portrait } from '../contract-portrait.js'
import { portraitLines } from '../present.js'

/** A portrait as CSV with a line that says who took it, when and why; audited before it is given. */
export async function exportPortrait(context: Context, portrait: Portrait, actor: Actor, purpose: string): Promise<{ readonly name: string; readonly bytes: AsyncIterable<string> }> {
  const key = portrait.of.key ?? portrait.of.kind
  await context.audit.record(actor, { action: 'insight.export', objectKind: 'portrait', objectKey: key, purpose })
  const mark = `Qunce export / ${key} / ${portrait.of.customers} : ${portrait.against.customers} / ${portrait.asOf} / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: `portrait-${key}.csv`, bytes: linesOf(portrait, mark) }
}

async function* linesOf(portrait: Portrait, mark: string): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  for (const line of portraitLines(portrait)) yield neutralCsvLine(line.map((cell) => (cell === null ? null : String(cell))))
}

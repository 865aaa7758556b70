import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine, workbookOf } from '#platform/http'
import type { Flow, KeptPortrait, Portrait, PortraitTake } from '../contract-portrait.js'
import { portraitSheets } from '../export/portrait-sheets.js'
import type { InsightPorts } from '../ports.js'
import { portraitLines } from '../present.js'
import { portraitAssets, productFlows } from './portrait-pictures.js'
import { readFlow } from './read-flow.js'

/** Months the pictures in a workbook look back. */
const PICTURE_MONTHS = 12

interface Taken {
  readonly mark: string
  readonly key: string
  readonly at: string
}

/** Says on the audit log who takes a portrait and what for, before its first byte. */
async function take(context: Context, { of, against, asOf }: Portrait, actor: Actor, purpose: string): Promise<Taken> {
  const key = of.key ?? of.kind
  await context.audit.record(actor, { action: 'insight.export', objectKind: 'portrait', objectKey: key, purpose })
  const at = context.clock.now().toISOString()
  return { key, at, mark: `Qunce export / ${key} / ${of.customers} : ${against.customers} / ${asOf} / ${actor.name} / ${at} / ${purpose}` }
}

/** A portrait as CSV with a line that says who took it, when and why; audited before it is given. */
export async function exportPortrait(context: Context, portrait: Portrait, actor: Actor, purpose: string): Promise<{ readonly name: string; readonly bytes: AsyncIterable<string> }> {
  const { key, mark } = await take(context, portrait, actor, purpose)
  return { name: `portrait-${key}.csv`, bytes: linesOf(portrait, mark) }
}

/** The same as a workbook, with who came and left since a day when that is asked for. @throws AppError as `readFlow` */
export async function exportWorkbook(context: Context, ports: InsightPorts, { portrait, asked }: KeptPortrait, actor: Actor, { purpose, flow }: PortraitTake): Promise<{ readonly name: string; readonly bytes: readonly Buffer[] }> {
  const moved: Flow | null = flow === undefined || asked === null ? null : await readFlow(context, ports, { of: asked.of, from: flow.from, to: portrait.asOf, tag: flow.tag }, actor)
  const [assets, flows] = await Promise.all([portraitAssets(context, portrait.id, PICTURE_MONTHS, actor), productFlows(context, portrait.id, PICTURE_MONTHS, actor)])
  const { key, mark, at } = await take(context, portrait, actor, purpose)
  return { name: `portrait-${key}.xlsx`, bytes: [await workbookOf(portraitSheets(portrait, moved, { mark, by: actor.name, at, purpose }, { assets, flows }))] }
}

async function* linesOf(portrait: Portrait, mark: string): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  for (const line of portraitLines(portrait)) yield neutralCsvLine(line.map((cell) => (cell === null ? null : String(cell))))
}

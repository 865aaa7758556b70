import type { Actor } from '#platform/access/contract'
import type { Context } from '#platform/context'
import { neutralCsvLine } from '#platform/http'
import type { MisTag } from '../../contract-mistag.js'
import { presentCorrection } from '../../present-mistag.js'
import { correctionPageQuery, type CorrectionPage } from '../../sql/mistag/correction-queries.js'
import { visibleTo } from '../distribution.js'
import { newestCorrection, type CorrectionRun } from './correction-run.js'

const EXPORT_PAGE = 20_000

/**
 * Customers of the newest run the asker may see as CSV, with the evidence about each and a watermark line naming who took
 * it and why. Audited before the first byte.
 * @throws AppError NOT_FOUND
 */
export async function exportCorrections(context: Context, key: string, actor: Actor, { which, purpose }: { readonly which: CorrectionPage['which']; readonly purpose: string }) {
  const { body } = await context.definitions.get<MisTag>('mis-tag', key)
  const found = await newestCorrection(context, key)
  await context.audit.record(actor, { action: 'mis-tag.export', objectKind: 'mis-tag', objectKey: key, purpose })
  const mark = `Qunce export / ${key} / ${actor.name} / ${context.clock.now().toISOString()} / ${purpose}`
  return { name: `mis-tag-${key}.csv`, bytes: correctionLines(context, { found, body, actor, which, mark }) }
}

interface Taken {
  readonly found: CorrectionRun | null
  readonly body: MisTag
  readonly actor: Actor
  readonly which: CorrectionPage['which']
  readonly mark: string
}

async function* correctionLines(context: Context, { found, body, actor, which, mark }: Taken): AsyncIterable<string> {
  yield `\uFEFF${neutralCsvLine([`# ${mark}`])}`
  yield neutralCsvLine(['cust_id', body.tag, 'probability', 'corrected', ...body.evidence.map(({ key }) => key)])
  if (found === null) return
  for (let offset = 0; ; offset += EXPORT_PAGE) {
    const rows = await context.warehouse.query(correctionPageQuery(found.table, visibleTo(actor), { which, order: 'desc', limit: EXPORT_PAGE, offset }))
    const lines = rows.map((row) => {
      const { custId, value, probability, corrected, evidence } = presentCorrection(row, found, body)
      const told = body.evidence.map(({ key }) => evidence.find((each) => each.key === key)?.value ?? null)
      return neutralCsvLine([custId, value, String(probability), corrected ? body.corrected.code : null, ...told.map((each) => (each === null ? null : String(each)))])
    })
    if (lines.length > 0) yield lines.join('')
    if (rows.length < EXPORT_PAGE) return
  }
}

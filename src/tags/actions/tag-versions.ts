import { businessDateOf } from '#kernel/calendar'
import type { Context } from '#platform/context'
import type { Tag } from '../contract.js'
import type { TagVersion } from '../contract-life.js'
import { plainType } from '../domain/snapshot-column.js'
import { BACKFILL, backfillDetailSchema, backfillSubject } from './backfill-state.js'
import { sentenceOfTag } from './list-tags.js'
import { compileTag, loadRuleGround, type RuleGround } from './rule-schema.js'

/** The published versions of a tag, newest first, with the dates each was in force and what was computed of it for past days. */
export async function tagVersions(context: Context, key: string): Promise<TagVersion[]> {
  await context.definitions.get('tag', key)
  const [published, ground] = await Promise.all([context.definitions.versions('tag', key), loadRuleGround(context)])
  const { timeZone } = context.settings
  const items = published.map(async ({ version, publishedAt, publishedBy, note }, at): Promise<TagVersion> => {
    const { body } = await context.definitions.version<Tag>('tag', key, version)
    const later = published[at - 1]
    const runs = await context.runs.visible(BACKFILL, backfillSubject(key, version))
    return {
      version,
      from: businessDateOf(publishedAt, timeZone),
      until: later === undefined ? null : businessDateOf(later.publishedAt, timeZone),
      publishedAt,
      publishedBy,
      note,
      sentence: sentenceOfTag(body, ground.schema),
      type: typeOf(body, ground),
      backfills: runs.map((run) => {
        const { hold, ...counts } = backfillDetailSchema.parse(run.detail)
        return { runId: run.id, asOf: run.asOf, builtAt: run.committedAt ?? '', ...counts, holdFrom: hold?.from ?? null, unheld: body.hold !== undefined && hold === undefined }
      }),
    }
  })
  return Promise.all(items)
}

/** The type a version gives, null when it does not fit what there is now. */
function typeOf(body: Tag, ground: RuleGround): TagVersion['type'] {
  try {
    return plainType(compileTag(body, ground.schema, ground).type)
  } catch {
    return null
  }
}

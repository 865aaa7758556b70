import { join, sql } from '#kernel/sql'
import type { Access } from '#platform/access'
import type { Context } from '#platform/context'
import type { CustomerPorts } from '#customers'
import { sentTo } from '#execution'
import { customerStanding, explainTag } from '#insight'
import { segmentCondition, segmentsOfCustomer } from '#segments'
import { listsOfCustomer } from '#strategy'
import { customerTags, refusedSince, tagCondition } from '#tags'

/** What the customers room is given of access and of the rooms after it. */
export function customerPorts(context: Context, access: Access): CustomerPorts {
  return {
    orgs: () => access.orgs(),
    async members(filter, asOf) {
      const parts = [
        ...(filter.segment === undefined ? [] : [await segmentCondition(context, filter.segment, asOf)]),
        ...(filter.tag === undefined ? [] : [await tagCondition(context, filter.tag.key, filter.tag.value, asOf)]),
      ]
      return join(parts, sql` AND `, sql`1`)
    },
    tags: (person, actor, asOf) => customerTags(context, person.custNo, actor, asOf),
    async why(person, tag, actor, asOf) {
      const refused = await refusedSince(context, tag, person.custNo)
      if (refused !== null) return { asOf, sentence: null, model: null, readings: [], refused }
      return { ...(await explainTag(context, tag, person.custNo, actor, asOf)), refused: null }
    },
    standing: (person, actor, asOf) => customerStanding(context, person.custNo, actor, asOf),
    segments: (person, asOf) => segmentsOfCustomer(context, person.custNo, asOf),
    lists: (person) => listsOfCustomer(context, person.custIds),
    sent: (person, asked) => sentTo(context.ledger.db, person.custIds, asked),
  }
}

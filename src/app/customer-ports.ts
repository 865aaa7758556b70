import { join, sql } from '#kernel/sql'
import type { Access } from '#platform/access'
import type { Context } from '#platform/context'
import type { CustomerPorts } from '#customers'
import { sentTo } from '#execution'
import { explainTag } from '#insight'
import { segmentCondition, segmentsOfCustomer } from '#segments'
import { listsOfCustomer } from '#strategy'
import { customerTags, tagCondition } from '#tags'

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
    why: (person, tag, actor, asOf) => explainTag(context, tag, person.custNo, actor, asOf),
    segments: (person, asOf) => segmentsOfCustomer(context, person.custNo, asOf),
    lists: (person) => listsOfCustomer(context, person.custIds),
    sent: (person, before, limit) => sentTo(context.ledger.db, person.custIds, before, limit),
  }
}

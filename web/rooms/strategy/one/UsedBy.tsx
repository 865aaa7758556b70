import type { Strategy } from '#strategy/contract'
import { useDefinitionUsers } from '../../../api/definitions.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'

/** What the strategy rests on and what rests on it. */
export function UsedBy({ strategyKey, body }: { readonly strategyKey: string; readonly body: Strategy }) {
  const users = useDefinitionUsers('strategy', strategyKey)
  const links = useDefinitionLinks()
  const metrics = [...new Set([...(body.goal.metric === undefined ? [] : [body.goal.metric]), ...body.metrics])]
  const from = [{ kind: 'segment', key: body.segment.key }, ...metrics.map((key) => ({ kind: 'metric', key }))]
  return <Loaded query={users}>{({ items }) => <Lineage from={links(from)} usedBy={links(items)} />}</Loaded>
}

import type { Context } from '#platform/context'
import type { TagPorts } from '#tags'
import { checkCrossSell, crossSellReferences } from './actions/offer/check-cross-sell.js'
import { makeOffers, type OfferInput, type OfferResult } from './actions/offer/make-offers.js'
import type { CrossSell } from './contract-offer.js'

/** The job that recommends, and its definitions. */
export function registerOffers(context: Context, ports: TagPorts): void {
  context.jobs.register<OfferInput, OfferResult>({
    kind: 'models.offer',
    titleZh: '交叉销售推荐',
    titleEn: 'Recommend products',
    afterCrash: 'resume',
    exclusive: (input) => `offer:${input.key}`,
    run: (run) => makeOffers(context, ports, run),
  })
  context.definitions.register<CrossSell>({
    kind: 'cross-sell',
    order: 37,
    permissions: { read: 'model.read', write: 'model.manage' },
    check: (body, lookup) => checkCrossSell(context, body, lookup),
    references(body) {
      const { tags, segments, lists } = crossSellReferences(body)
      return [
        ...tags.map((key) => ({ kind: 'tag', key, version: 'latest' as const })),
        ...segments.map(({ segment, version }) => ({ kind: 'segment', key: segment, version })),
        ...lists.map((key) => ({ kind: 'strategy', key, version: 'latest' as const })),
      ]
    },
  })
}

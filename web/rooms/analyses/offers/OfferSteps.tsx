import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { offerSchema } from '#models/contract'
import { useSay } from '../../../ui/language/use-say.js'
import '../analyses.css'

export type Offer = z.infer<typeof offerSchema>

/** Why this product: the reason of each step, in order. */
export function OfferSteps({ offer }: { readonly offer: Pick<Offer, 'steps'> }) {
  const { t } = useTranslation('analyses')
  const say = useSay()
  return (
    <ol className="offer-steps">
      {offer.steps.map(({ step, reason }) => (
        <li key={step}>
          <span className="soft">{t(`offers.step.${step}`)}</span>
          <span>{say(reason)}</span>
        </li>
      ))}
    </ol>
  )
}

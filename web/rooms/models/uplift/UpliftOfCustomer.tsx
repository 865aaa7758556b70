import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { upliftScoreSchema } from '#models/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPp } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { writeMinor } from '../write-score.js'

/** What contact would do to a customer: the quadrant, both chances, and each way of contact. */
export function UpliftOfCustomer({ uplift }: { readonly uplift: z.infer<typeof upliftScoreSchema> }) {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const { quadrant, organic, response, gain, arm, effects, range } = uplift
  return (
    <>
      <div className="stat-tiles">
        <StatTile label={t('uplift.quadrantColumn')} value={t(`uplift.quadrant.${quadrant}.name`)} note={t(`uplift.quadrant.${quadrant}.do`)} help={<HelpHint name={t(`uplift.quadrant.${quadrant}.name`)}>{t(`uplift.quadrant.${quadrant}.what`)}</HelpHint>} />
        <StatTile label={t('uplift.organic')} value={<Percent value={organic} />} />
        <StatTile label={t('uplift.response')} value={<Percent value={response} />} note={`${t('uplift.arm')} ${arm}`} />
        {gain !== null && <StatTile label={t('uplift.money')} value={writeMinor(gain, locale)} />}
      </div>
      {range && <p className="soft">{t('uplift.range', { level: formatNumber(range.level * 100, locale, 0), low: formatPp(range.low, locale, 1), high: formatPp(range.high, locale, 1) })}</p>}
      {effects.length > 1 && (
        <p className="soft">
          {t('uplift.arms')} {effects.map((one) => `${one.arm} ${formatPp(one.effect, locale, 1)}`).join(' · ')}
        </p>
      )}
    </>
  )
}

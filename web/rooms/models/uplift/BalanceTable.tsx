import { useTranslation } from 'react-i18next'
import type { UpliftFigures } from '#models/contract'
import { DateText, Num, Percent } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { FigureHelp } from '../FigureHelp.js'
import type { VersionDetail } from '../one/use-picked-version.js'

interface Props {
  readonly uplift: UpliftFigures
  readonly arm: string
  readonly features: VersionDetail['features']
}

/** Past campaigns it learned from: how many, whether chance dealt the arms, and how alike the arms were. */
export function BalanceTable({ uplift, arm, features }: Props) {
  const { t } = useTranslation('models')
  const say = useSay()
  const locale = useFormatLocale()
  const campaigns = new Map(uplift.campaigns.map((one) => [one.campaign, one]))
  const nameOf = (key: string) => {
    const name = features.find((feature) => feature.key === key)?.name
    return name === undefined ? key : say(name)
  }
  const heads = ['campaign', 'asOf', 'treated', 'control', 'dealt', 'smd', 'smdAfter', 'propensity', 'support'] as const
  const helps = { smd: 'smd', propensity: 'propensityAuc', support: 'support' } as const
  return (
    <section className="panel model-scroll">
      <h2>{t('uplift.campaigns')}</h2>
      <table className="plain-table model-numbers">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`uplift.column.${head}`)}
                {head in helps && <FigureHelp figure={helps[head as 'smd']} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {uplift.balance
            .filter((one) => one.arm === arm)
            .map((one) => (
              <tr key={one.campaign}>
                <th scope="row">{one.campaign}</th>
                <td><DateText value={campaigns.get(one.campaign)?.asOf} /></td>
                <td><Num value={one.treated} /></td>
                <td><Num value={one.control} /></td>
                <td>{one.confounded ? <StatusTag tone="attention">{t('uplift.chosen')}</StatusTag> : t('uplift.byChance')}</td>
                <td title={nameOf(one.feature)}>
                  <Num value={one.worst} digits={2} /> <span className="soft">{nameOf(one.feature)}</span>
                </td>
                <td>{one.learned ? <Num value={one.worstAfter} digits={2} /> : <span className="soft">–</span>}</td>
                <td className="figures">{formatNumber(one.propensityAuc.value, locale, 3)}</td>
                <td><Percent value={one.commonSupport} digits={0} /></td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}

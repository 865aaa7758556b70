import { useTranslation } from 'react-i18next'
import type { TieringRun } from '#segments/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

const MOST = 12
/** Likeness that tells seeds almost without fault is told by what decided who is one. */
const TOO_GOOD = 0.98

interface Props {
  readonly run: TieringRun
  readonly alike: NonNullable<TieringRun['alike']>
  /** Names of features by key. */
  readonly nameOf: (feature: string) => string
}

/** What was learned of the seeds, and what each band holds of seeds that were held out. */
export function Alike({ run, alike, nameOf }: Props) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const locale = useFormatLocale()
  const best = alike.bands[0]?.lift ?? null
  const number = (value: number, digits = 0) => formatNumber(value, locale, digits)
  return (
    <section className="panel life-panel">
      <h2>{best === null ? t('tiers.alike.plain') : t('tiers.alike.title', { lift: number(best, 1) })}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('tiers.cell')}</th>
            <th scope="col" className="right">{t('tiers.alike.held')}</th>
            <th scope="col" className="right">{t('tiers.alike.others')}</th>
            <th scope="col" className="right">{t('tiers.alike.lift')} <HelpHint name={t('tiers.alike.lift')} formula="P(s ≥ c | seed) / P(s ≥ c | other)" source="Elkan & Noto, KDD 2008">{t('tiers.alike.liftHelp')}</HelpHint></th>
          </tr>
        </thead>
        <tbody>
          {alike.bands.map((band, at) => {
            const cell = run.cells[at + 1]
            return (
              <tr key={cell?.code ?? at}>
                <th scope="row">{cell === undefined ? '' : say(cell.name)}</th>
                <td className="right"><Percent value={band.seeds} /></td>
                <td className="right"><Percent value={band.others} /></td>
                <td className="right"><Num value={band.lift} digits={2} /></td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="soft">{t('tiers.alike.learned', { trained: number(alike.trained), seeds: number(alike.seeds), held: number(alike.held), auc: number(alike.auc, 3) })}</p>
      {alike.auc > TOO_GOOD && <p className="tone-warm">{t('tiers.alike.tooGood')}</p>}
      <p>{t('tiers.alike.features')}: {alike.features.filter(({ share }) => share > 0).slice(0, MOST).map(({ feature, share }, at) => <span key={feature} className="figures">{at > 0 && ' · '}{nameOf(feature)} <Percent value={share} /></span>)}</p>
      <p className="soft">{t('tiers.alike.direct')}</p>
      {alike.evenSo.length > 0 && <p className="tone-warm">{t('tiers.alike.keptEvenSo', { names: alike.evenSo.map(nameOf).join('、') })}</p>}
      {alike.out > 0 && <p className="soft">{t('tiers.alike.outCount', { shown: number(alike.out) })}</p>}
      {alike.excluded.length > 0 && (
        <details>
          <summary>{t('tiers.alike.excluded', { count: alike.excluded.length })}</summary>
          <ul className="soft">{alike.excluded.map((feature) => <li key={feature}>{nameOf(feature)}: {(alike.leftOut.find((one) => one.feature === feature)?.because ?? []).map((one) => say(one)).join('；')}</li>)}</ul>
        </details>
      )}
    </section>
  )
}

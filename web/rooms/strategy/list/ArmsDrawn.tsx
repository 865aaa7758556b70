import { useTranslation } from 'react-i18next'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { formatNumber } from '../../../ui/format.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import type { ListDetail } from './ListDetailPage.js'

/** Arms as drawn beside as designed, with the sample-ratio check. */
export function ArmsDrawn({ list }: { readonly list: ListDetail }) {
  const { t } = useTranslation('strategy')
  const locale = useFormatLocale()
  const { arms, counts, size, sampleRatio } = list
  const p = sampleRatio === null ? '' : formatNumber(sampleRatio.pValue, locale, 3)
  return (
    <section className="panel">
      <h2>{t('arms.title')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            {(['arm', 'drawn', 'drawnShare', 'designed'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`arms.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arms.map(({ key, share, control }) => (
            <tr key={key}>
              <td>
                <code>{key}</code> {control && <span className="soft">{t('one.heldBack')}</span>}
              </td>
              <td>
                <Num value={counts[key] ?? 0} />
              </td>
              <td>
                <Percent value={(counts[key] ?? 0) / size} of={{ part: counts[key] ?? 0, total: size }} />
              </td>
              <td>
                <Percent value={share} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sampleRatio && <p className={sampleRatio.flagged ? 'tone-warm' : 'soft'}>{t(sampleRatio.flagged ? 'arms.flagged' : 'arms.passed', { p })}</p>}
    </section>
  )
}

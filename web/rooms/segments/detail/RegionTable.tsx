import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Overlap } from '#segments/contract'
import { Num } from '../../../ui/figures/Num.js'
import { NEW_SEGMENT } from '../segment-paths.js'
import { regionRule, regionsInOrder } from './region-rule.js'

interface RegionTableProps {
  readonly overlap: Overlap
  readonly nameOf: (key: string) => string
}

/**
 * Every combination of the segments with who is in exactly those: a row each, the largest first, a dot for each segment it
 * is part of (Lex et al., UpSet, 2014).
 */
export function RegionTable({ overlap, nameOf }: RegionTableProps) {
  const { t } = useTranslation('segments')
  const keys = overlap.sizes.map(({ key }) => key)
  if (overlap.regions === null) return <p className="soft">{t('overlap.tooMany')}</p>
  const rows = regionsInOrder(overlap.regions)
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0))
  return (
    <table className="plain-table region-table">
      <caption>{t('overlap.regions')}</caption>
      <thead>
        <tr>
          {keys.map((key) => <th key={key} scope="col">{nameOf(key)}</th>)}
          <th scope="col" className="right">{t('overlap.exactly')}</th>
          <th scope="col" aria-hidden="true" />
          <th scope="col"><span className="visually-hidden">{t('overlap.use')}</span></th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ of, count }) => (
          <tr key={of.join(' ')}>
            {keys.map((key) => (
              <td key={key} className="region-dot" data-in={of.includes(key)} aria-label={of.includes(key) ? t('overlap.in') : t('overlap.out')}>
                <span aria-hidden="true" />
              </td>
            ))}
            <td className="right">{count === null ? <span title={t('overlap.hiddenWhy')}>{t('overlap.hidden')}</span> : <Num value={count} />}</td>
            <td className="region-bar" aria-hidden="true"><span style={{ inlineSize: `${((count ?? 0) / most) * 100}%` }} /></td>
            <td><Link to={NEW_SEGMENT} state={{ rule: regionRule(of, keys) }}>{t('overlap.use')}</Link></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { useTranslation } from 'react-i18next'
import type { LinkSummary } from '#identity/contract'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerPath } from '../identity-paths.js'
import { RuleTable } from '../overview/RuleTable.js'

/** What the tried rules would do against what is linked now, with samples. */
export function PreviewPanel({ summary }: { readonly summary: LinkSummary }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  const locale = useFormatLocale()
  const { difference } = summary
  return (
    <section>
      <h2>{t('rules.result', { date: summary.asOf })}</h2>
      <div className="stat-tiles">
        <StatTile label={t('rules.appear')} value={<Num value={difference.appear} />} />
        <StatTile label={t('rules.vanish')} value={<Num value={difference.vanish} />} />
        <StatTile label={t('rules.toReview')} value={<Num value={difference.toReview} />} />
        <StatTile
          label={t('rules.persons')}
          value={<Num value={summary.personsAfter} />}
          note={`${t('rules.before')} ${formatNumber(summary.personsBefore, locale)} · ${t('model.expected', { precision: formatPercent(summary.expectedPrecision, locale), recall: formatPercent(summary.expectedRecall, locale) })}`}
        />
      </div>
      <h3>{t('rules.samples')}</h3>
      <ListTable
        rows={difference.samples}
        rowKey={({ a, b, change }) => `${a} ${b} ${change}`}
        empty={<p className="soft">{t('rules.noSamples')}</p>}
        columns={[
          { key: 'change', title: t('rules.change'), render: ({ change }) => t(`rules.changes.${change}`) },
          { key: 'pair', title: t('queue.pair'), render: ({ a, b }) => <span className="number-list figures"><AppLink to={customerPath(a)}>{a}</AppLink><AppLink to={customerPath(b)}>{b}</AppLink></span> },
          { key: 'probability', title: t('queue.probability'), align: 'right', render: ({ probability }) => <Percent value={probability} digits={2} /> },
          { key: 'sentence', title: t('queue.sentence'), render: ({ sentence }) => say(sentence) },
        ]}
      />
      <RuleTable rules={summary.rules} />
    </section>
  )
}

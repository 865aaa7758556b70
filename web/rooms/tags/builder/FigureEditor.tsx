import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type AggregateNode, type EachPeriod, periodFunctions } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { AggregateControl, AggregateFilter } from '../../../ui/rule-editor/AggregateControl.js'
import { startFigure, withEach } from './figure-form.js'

interface Props {
  readonly figure: AggregateNode | null
  readonly vocabulary: Vocabulary
  /** The function a figure begins with. */
  readonly first?: 'count' | 'share'
  readonly onChange: (figure: AggregateNode) => void
}

/** A figure over dated rows with every function and window, and where it is first made for each period. */
export function FigureEditor({ figure, vocabulary, first = 'count', onChange }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.table')}</span>
        <Select
          placeholder={t('builder.choose')}
          value={figure?.table ?? null}
          onChange={(table: string | null) => table !== null && onChange(startFigure(table, first))}
          options={vocabulary.facts.map(({ table, name }) => ({ value: table, label: say(name) }))}
        />
      </label>
      {figure !== null && (
        <>
          <AggregateControl node={figure} vocabulary={vocabulary} onChange={onChange} />
          <AggregateFilter node={figure} vocabulary={vocabulary} onChange={onChange} />
          <EachFields figure={figure} onChange={onChange} />
        </>
      )}
    </div>
  )
}

/** First one value for each day, week or month, then the function over those. */
function EachFields({ figure, onChange }: { readonly figure: AggregateNode; readonly onChange: (figure: AggregateNode) => void }) {
  const { t } = useTranslation('tags')
  const { each } = figure
  return (
    <div className="tags-each">
      <span>{t('each.title')}</span>
      <Select<EachPeriod['per'] | 'none'>
        aria-label={t('each.per')}
        value={each?.per ?? 'none'}
        onChange={(per) => onChange(withEach(figure, per === 'none' ? undefined : { fn: 'sum', ...each, per }))}
        options={(['none', 'day', 'week', 'month'] as const).map((per) => ({ value: per, label: t(`each.pers.${per}`) }))}
      />
      {each !== undefined && (
        <>
          <Select<EachPeriod['fn']>
            aria-label={t('each.fn')}
            value={each.fn}
            onChange={(fn) => onChange(withEach(figure, { ...each, fn }))}
            options={periodFunctions.map((fn) => ({ value: fn, label: t(`fn.${fn}`) }))}
          />
          <Select<'out' | 'zero'>
            aria-label={t('each.empty')}
            value={each.empty ?? 'out'}
            onChange={(empty) => onChange(withEach(figure, empty === 'zero' ? { ...each, empty } : { per: each.per, fn: each.fn }))}
            options={(['out', 'zero'] as const).map((empty) => ({ value: empty, label: t(`each.empties.${empty}`) }))}
          />
        </>
      )}
      <p className="soft">{each === undefined ? t('each.none') : t('each.what', { per: t(`each.pers.${each.per}`), inner: t(`fn.${each.fn}`), outer: t(`fn.${figure.fn as 'sum'}`, { defaultValue: figure.fn }) })}</p>
    </div>
  )
}

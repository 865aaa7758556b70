import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AggregateNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { AggregateControl, AggregateFilter } from '../../../ui/rule-editor/AggregateControl.js'
import { EachControl } from '../../../ui/rule-editor/EachControl.js'
import { startFigure } from './figure-form.js'

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
          <span className="aggregate">
            <AggregateControl isNamed={false} node={figure} vocabulary={vocabulary} onChange={onChange} />
            <EachControl node={figure} vocabulary={vocabulary} onChange={onChange} />
          </span>
          <AggregateFilter node={figure} vocabulary={vocabulary} onChange={onChange} />
        </>
      )}
    </div>
  )
}

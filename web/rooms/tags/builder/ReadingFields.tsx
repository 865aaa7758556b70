import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BoolNode, PopulationNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { MoreValues } from '../../../ui/rule-editor/more-values.js'
import { PopulationControl } from '../../../ui/rule-editor/PopulationControl.js'
import { blank } from '../../../ui/rule-editor/value-form.js'
import { FigureEditor } from './FigureEditor.js'
import { ConditionField } from './node/ConditionField.js'
import { ConditionLine } from './node/ConditionLine.js'
import { drawMore } from './node/NodeEditor.js'
import { emptyItem, type ItemForm, type ReadingForm, type ReadingKind } from './reading-form.js'

interface Props {
  readonly kind: ReadingKind
  readonly form: ReadingForm
  readonly vocabulary: Vocabulary
  readonly onChange: (part: Partial<ReadingForm>) => void
}

/** A figure with every function and window, a comparison with others, a set, or a rule: with the controls of the rule editor. */
export function ReadingFields({ kind, form, vocabulary, onChange }: Props) {
  switch (kind) {
    case 'figure':
      return <FigureEditor figure={form.figure} vocabulary={vocabulary} onChange={(figure) => onChange({ figure })} />
    case 'ranking':
      return (
        <MoreValues value={drawMore}>
          <PopulationControl node={form.ranking ?? startRanking} vocabulary={vocabulary} onChange={(ranking) => onChange({ ranking })} />
        </MoreValues>
      )
    case 'set':
      return <SetFields items={form.items} vocabulary={vocabulary} onChange={(items) => onChange({ items })} />
    case 'rule':
      return <ConditionField condition={form.rule ?? nothing} vocabulary={vocabulary} onChange={(rule) => onChange({ rule })} />
  }
}

const nothing: BoolNode = { kind: 'always' }

/** Five equal bands by a value still to be chosen. */
const startRanking: PopulationNode = { kind: 'population', fn: 'tile', tiles: 5, of: blank }

function SetFields({ items, vocabulary, onChange }: { readonly items: readonly ItemForm[]; readonly vocabulary: Vocabulary; readonly onChange: (items: readonly ItemForm[]) => void }) {
  const { t } = useTranslation('tags')
  const put = (at: number, part: Partial<ItemForm>) => onChange(items.map((item, index) => (index === at ? { ...item, ...part } : item)))
  return (
    <div className="tags-fields">
      {items.map((item, at) => (
        <fieldset key={at} className="tags-filters">
          <legend>{t('builder.item', { at: at + 1 })}</legend>
          <div className="tags-life-line">
            {(['code', 'zh', 'en'] as const).map((name) => (
              <Input key={name} className="tags-date" aria-label={t(`builder.band.${name}`)} placeholder={t(`builder.band.${name}`)} value={item[name]} onChange={({ target }) => put(at, { [name]: target.value })} />
            ))}
            <Button type="text" disabled={items.length === 1} onClick={() => onChange(items.filter((_, index) => index !== at))}>
              {t('builder.remove')}
            </Button>
          </div>
          <ConditionLine condition={item.condition ?? nothing} vocabulary={vocabulary} label={t('builder.item', { at: at + 1 })} onChange={(condition) => put(at, { condition })} />
        </fieldset>
      ))}
      <Button onClick={() => onChange([...items, emptyItem])}>{t('builder.addItem')}</Button>
    </div>
  )
}

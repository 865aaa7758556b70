import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode, PopulationNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { PopulationControl } from '../../../ui/rule-editor/PopulationControl.js'
import { RulePalette } from '../../../ui/rule-editor/RulePalette.js'
import { RuleTree } from '../../../ui/rule-editor/RuleTree.js'
import { useRuleEditor } from '../../../ui/rule-editor/use-rule-editor.js'
import { FigureEditor } from './FigureEditor.js'
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
      return <RankingFields form={form} vocabulary={vocabulary} onChange={onChange} />
    case 'set':
      return <SetFields items={form.items} vocabulary={vocabulary} onChange={(items) => onChange({ items })} />
    case 'rule':
      return <ConditionField condition={form.rule} vocabulary={vocabulary} onChange={(rule) => onChange({ rule })} />
  }
}

type PartProps = Omit<Props, 'kind'>

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']

function firstRanking(vocabulary: Vocabulary): PopulationNode | null {
  const tag = vocabulary.tags.find(({ type }) => NUMBERS.includes(type))
  if (tag !== undefined) return { kind: 'population', fn: 'tile', tiles: 5, of: { kind: 'tag', tag: tag.key } }
  const attribute = vocabulary.attributes.find(({ type }) => NUMBERS.includes(type))
  return attribute === undefined ? null : { kind: 'population', fn: 'tile', tiles: 5, of: { kind: 'attr', table: attribute.table, field: attribute.key } }
}

function RankingFields({ form, vocabulary, onChange }: PartProps) {
  const { t } = useTranslation('tags')
  const start = firstRanking(vocabulary)
  if (form.ranking !== null) return <PopulationControl node={form.ranking} vocabulary={vocabulary} onChange={(ranking) => onChange({ ranking })} />
  return (
    <Button disabled={start === null} onClick={() => start !== null && onChange({ ranking: start })}>
      {t('builder.startRanking')}
    </Button>
  )
}

function SetFields({ items, vocabulary, onChange }: { readonly items: readonly ItemForm[]; readonly vocabulary: Vocabulary; readonly onChange: (items: readonly ItemForm[]) => void }) {
  const { t } = useTranslation('tags')
  const [open, setOpen] = useState(0)
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
            <Button onClick={() => setOpen(open === at ? -1 : at)}>{t(open === at ? 'builder.closeCondition' : 'builder.openCondition')}</Button>
            <Button type="text" disabled={items.length === 1} onClick={() => onChange(items.filter((_, index) => index !== at))}>
              {t('builder.remove')}
            </Button>
          </div>
          {open === at && <ConditionField condition={item.condition} vocabulary={vocabulary} onChange={(condition) => put(at, { condition })} />}
        </fieldset>
      ))}
      <Button
        onClick={() => {
          setOpen(items.length)
          onChange([...items, emptyItem])
        }}
      >
        {t('builder.addItem')}
      </Button>
    </div>
  )
}

const nothing: BoolNode = { kind: 'always' }

function ConditionField({ condition, vocabulary, onChange }: { readonly condition: BoolNode | null; readonly vocabulary: Vocabulary; readonly onChange: (condition: BoolNode | null) => void }) {
  const editing = useRuleEditor(condition ?? nothing)
  const { document, isWhole } = editing
  useEffect(() => {
    onChange(isWhole && document.rule.kind !== 'always' ? document.rule : null)
    // The document alone decides: the form's setter is new with every render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [document, isWhole])
  return (
    <div className="tags-rule">
      <RulePalette editing={editing} vocabulary={vocabulary} />
      <RuleTree editing={editing} vocabulary={vocabulary} />
    </div>
  )
}

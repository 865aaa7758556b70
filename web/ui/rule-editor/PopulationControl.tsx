import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { populationFunctions, type PopulationNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { useSay } from '../language/use-say.js'
import { AmongField } from './AmongField.js'
import { IconButton } from './IconButton.js'
import { groupCode, groupValue, startTie, type Tie, withKind, withPart } from './population-form.js'
import { numberTypes } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'
import { without } from './without.js'

interface Props {
  readonly node: PopulationNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: PopulationNode) => void
}

const GROUPS: readonly string[] = ['string', 'enum', 'bool']

function BestSelect({ best, onChange }: { readonly best: 'high' | 'low' | undefined; readonly onChange: (best: 'high' | 'low') => void }) {
  const { t } = useTranslation('rule-editor')
  return (
    <Select<'high' | 'low'>
      aria-label={t('population.best')}
      className="value-window"
      popupMatchSelectWidth={false}
      value={best ?? 'high'}
      onChange={onChange}
      options={(['high', 'low'] as const).map((value) => ({ value, label: t(`population.${value}`) }))}
    />
  )
}

/** The groups customers are compared in. */
function GroupSelect({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const fits = ({ type }: { readonly type: string }) => GROUPS.includes(type)
  const listed = [
    ...vocabulary.attributes.filter(fits).map(({ key, table, name }) => ({ value: `attr:${table}:${key}`, label: say(name) })),
    ...vocabulary.tags.filter(fits).map(({ key, name }) => ({ value: `tag:${key}`, label: say(name) })),
  ]
  const chosen = (node.by ?? []).map(groupCode)
  const rest = chosen.filter((code) => !listed.some(({ value }) => value === code)).map((value) => ({ value, label: value.startsWith('json:') ? t('value.other') : t('node.unknownName', { name: value.slice(value.lastIndexOf(':') + 1) }) }))
  return (
    <Select<string[]>
      mode="multiple"
      aria-label={t('population.by')}
      placeholder={t('population.by')}
      className="population-groups"
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      onChange={(codes) => onChange(withPart(node, { by: codes.map(groupValue) }))}
      options={[...listed, ...rest]}
    />
  )
}

/** What tells equals apart, in turn. */
function TieRows({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const ties = node.ties ?? []
  const put = (next: readonly Tie[]) => onChange(withPart(node, { ties: next }))
  return (
    <ol className="value-rows">
      {ties.map((tie, at) => (
        <li key={at}>
          <span className="soft">{t('population.tie', { number: at + 1 })}</span>
          <ValuePicker label={t('population.tie', { number: at + 1 })} value={tie.of} vocabulary={vocabulary} types={numberTypes} onChange={(of) => put(ties.with(at, { ...tie, of }))} />
          <BestSelect best={tie.best} onChange={(best) => put(ties.with(at, { ...tie, best }))} />
          <IconButton label={t('node.remove')} icon={<DeleteOutlined />} onClick={() => put(ties.toSpliced(at, 1))} />
        </li>
      ))}
      {ties.length < 5 && (
        <li>
          <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...ties, startTie])}>
            {t('population.addTie')}
          </Button>
          <HelpHint name={t('population.addTie')}>{t('population.tiesWhat')}</HelpHint>
        </li>
      )}
    </ol>
  )
}

/** Where a customer stands among others: by what, among whom, in which group, which end is the best. */
export function PopulationControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="population">
      <span className="aggregate">
        <ValuePicker label={t('population.of')} value={node.of} vocabulary={vocabulary} types={numberTypes} onChange={(of) => onChange({ ...node, of })} />
        <Select<PopulationNode['fn']>
          aria-label={t('population.kind')}
          className="value-function"
          popupMatchSelectWidth={false}
          value={node.fn}
          onChange={(fn) => onChange(withKind(node, fn))}
          options={populationFunctions.map((fn) => ({ value: fn, label: t(`population.fn.${fn}`) }))}
        />
        {node.fn === 'tile' && (
          <InputNumber<number> aria-label={t('population.tiles')} title={t('population.tiles')} className="operand-small" min={2} max={100} precision={0} value={node.tiles ?? null} onChange={(tiles) => tiles !== null && onChange({ ...node, tiles })} />
        )}
        {node.fn !== 'zscore' && <BestSelect best={node.best} onChange={(best) => onChange(best === 'high' ? without(node, 'best') : { ...node, best })} />}
        <GroupSelect node={node} vocabulary={vocabulary} onChange={onChange} />
        <AmongField among={node.among} vocabulary={vocabulary} onChange={(among) => onChange(withPart(node, { among }))} />
      </span>
      {node.fn === 'tile' && <TieRows node={node} vocabulary={vocabulary} onChange={onChange} />}
    </span>
  )
}

import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { populationFunctions, type PopulationNode, type ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../language/use-say.js'
import { AggregateControl } from './AggregateControl.js'
import { without } from './without.js'

interface Props {
  readonly node: PopulationNode
  readonly vocabulary: Vocabulary
  readonly onChange: (node: PopulationNode) => void
}

const NUMBERS: readonly string[] = ['int', 'decimal', 'money']
const GROUPS: readonly string[] = ['string', 'enum', 'bool']
const FIFTHS = 5

/** The code of a value in the lists, and the value of a code. */
const codeOf = (value: ValueNode): string => (value.kind === 'tag' ? `tag:${value.tag}` : value.kind === 'attr' ? `attr:${value.table}:${value.field}` : 'other')

function valueOf(code: string): ValueNode {
  const [kind, first = '', second = ''] = code.split(':')
  return kind === 'tag' ? { kind: 'tag', tag: first } : { kind: 'attr', table: first, field: second }
}

function withKind(node: PopulationNode, fn: PopulationNode['fn']): PopulationNode {
  const { tiles, best, ...rest } = node
  return { ...rest, fn, ...(fn === 'tile' ? { tiles: tiles ?? FIFTHS } : {}), ...(fn === 'zscore' || best === undefined ? {} : { best }) }
}

/** Where a customer stands among others: by what, among whom of the same group, which end is the best. */
export function PopulationControl({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const say = useSay()
  const listed = (types: readonly string[]) => [
    ...vocabulary.tags.filter(({ type }) => types.includes(type)).map(({ key, name }) => ({ value: `tag:${key}`, label: say(name) })),
    ...vocabulary.attributes.filter(({ type }) => types.includes(type)).map(({ key, table, name }) => ({ value: `attr:${table}:${key}`, label: say(name) })),
  ]
  const measured = codeOf(node.of)
  return (
    <span className="aggregate">
      {node.of.kind === 'agg' ? (
        <AggregateControl node={node.of} vocabulary={vocabulary} onChange={(of) => onChange({ ...node, of })} />
      ) : (
        <Select
          aria-label={t('population.of')}
          className="value-field"
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          value={measured}
          onChange={(code: string) => onChange({ ...node, of: valueOf(code) })}
          options={measured === 'other' ? [...listed(NUMBERS), { value: 'other', label: t('population.other'), disabled: true }] : listed(NUMBERS)}
        />
      )}
      <Select<PopulationNode['fn']>
        aria-label={t('population.kind')}
        className="value-function"
        popupMatchSelectWidth={false}
        value={node.fn}
        onChange={(fn) => onChange(withKind(node, fn))}
        options={populationFunctions.map((fn) => ({ value: fn, label: t(`population.fn.${fn}`) }))}
      />
      {node.fn === 'tile' && (
        <InputNumber<number> aria-label={t('population.tiles')} title={t('population.tiles')} className="operand-small" min={2} max={100} precision={0} value={node.tiles ?? FIFTHS} onChange={(tiles) => onChange({ ...node, tiles: tiles ?? FIFTHS })} />
      )}
      {node.fn !== 'zscore' && (
        <Select<'high' | 'low'>
          aria-label={t('population.best')}
          className="value-window"
          value={node.best ?? 'high'}
          onChange={(best) => onChange({ ...node, best })}
          options={(['high', 'low'] as const).map((value) => ({ value, label: t(`population.${value}`) }))}
        />
      )}
      <Select<string[]>
        mode="multiple"
        aria-label={t('population.by')}
        placeholder={t('population.by')}
        className="population-groups"
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        value={(node.by ?? []).map(codeOf)}
        onChange={(codes) => onChange(codes.length === 0 ? without(node, 'by') : { ...node, by: codes.map(valueOf) })}
        options={listed(GROUPS)}
      />
    </span>
  )
}

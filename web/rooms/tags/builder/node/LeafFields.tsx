import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../../ui/language/use-say.js'
import { OperandControl } from '../../../../ui/rule-editor/OperandControl.js'
import type { SpokenType } from '../../../../ui/rule-editor/spoken.js'
import { literalOf, literalTypes } from './node-form.js'

type Of<Kind extends ValueNode['kind']> = Extract<ValueNode, { kind: Kind }>

interface LiteralProps {
  readonly node: Of<'literal'>
  /** What stands beside it: its codes and currency. */
  readonly beside?: SpokenType | null | undefined
  readonly onChange: (node: ValueNode) => void
}

/** A written value: its type and the value, money in major units. */
export function LiteralField({ node, beside, onChange }: LiteralProps) {
  const { t } = useTranslation('tags')
  const type: SpokenType = node.type === 'money' ? { type: 'money', ccy: beside?.ccy ?? 'CNY' } : { type: node.type }
  const put = (value: unknown) => onChange({ ...node, value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '' })
  const isText = node.type === 'enum' || node.type === 'string'
  return (
    <span className="tags-node-parts">
      <Select<ValueType>
        aria-label={t('node.literalType')}
        className="tags-node-kind"
        value={node.type}
        onChange={(next) => onChange(literalOf(next))}
        options={literalTypes.map((one) => ({ value: one, label: one === 'enum' ? t('node.code') : t(`type.${one}`) }))}
      />
      {isText ? (
        <Input className="tags-node-text" aria-label={t('node.value')} placeholder={t(node.type === 'enum' ? 'builder.band.code' : 'node.value')} value={String(node.value)} onChange={({ target }) => put(target.value)} />
      ) : (
        <OperandControl node={{ kind: 'compare', left: node, op: node.type === 'bool' ? 'is' : '=', value: node.value }} type={type} onChange={put} />
      )}
    </span>
  )
}

interface NamedProps<Kind extends 'tag' | 'attr'> {
  readonly node: Of<Kind>
  readonly vocabulary: Vocabulary
  /** Only of these types; all when absent. */
  readonly types?: readonly string[] | undefined
  readonly onChange: (node: ValueNode) => void
}

const fits = (types: readonly string[] | undefined, type: string): boolean => types === undefined || types.includes(type)

/** Which tag: one that is not published stays as it is, under its key. */
export function TagField({ node, vocabulary, types, onChange }: NamedProps<'tag'>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const known = vocabulary.tags.filter(({ type, key }) => fits(types, type) || key === node.tag).map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` }))
  const isKnown = node.tag === '' || known.some(({ value }) => value === node.tag)
  return (
    <Select
      className="tags-node-name"
      aria-label={t('node.kinds.tag')}
      placeholder={t('builder.choose')}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={node.tag === '' ? null : node.tag}
      onChange={(tag: string | null) => onChange({ kind: 'tag', tag: tag ?? '' })}
      options={isKnown ? known : [{ value: node.tag, label: node.tag }, ...known]}
    />
  )
}

/** Which attribute, of the customer or of the employer. */
export function AttributeField({ node, vocabulary, types, onChange }: NamedProps<'attr'>) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const codeOf = (table: string, field: string) => `${table}:${field}`
  const known = vocabulary.attributes.filter(({ type }) => fits(types, type)).map(({ table, key, name }) => ({ value: codeOf(table, key), label: `${say(name)} ${table === 'customer' ? key : `${table}.${key}`}` }))
  const own = codeOf(node.table, node.field)
  const isKnown = node.field === '' || known.some(({ value }) => value === own)
  return (
    <Select
      className="tags-node-name"
      aria-label={t('node.kinds.attr')}
      placeholder={t('builder.choose')}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={node.field === '' ? null : own}
      onChange={(code: string | null) => {
        const [table = 'customer', ...rest] = (code ?? '').split(':')
        onChange({ kind: 'attr', table, field: rest.join(':') })
      }}
      options={isKnown ? known : [{ value: own, label: own }, ...known]}
    />
  )
}

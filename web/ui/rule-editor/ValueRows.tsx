import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode, ValueType } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { IconButton } from './IconButton.js'
import { type SpokenFact, typeOf } from './spoken.js'
import { currencyOf } from './value-choice.js'
import { type ArithOperator, blank, comparableWith, numberTypes, termsOf, toArith } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'

interface Ground {
  readonly vocabulary: Vocabulary
  readonly fact?: SpokenFact | undefined
  readonly onChange: (value: ValueNode) => void
}

const operators = ['+', '-', '*', '/'] as const

/** A value made of a list of values, row by row. */
export type RowsNode = Extract<ValueNode, { kind: 'arith' | 'coalesce' | 'entropy' }>

export const isRows = (value: ValueNode): value is RowsNode => value.kind === 'arith' || value.kind === 'coalesce' || value.kind === 'entropy'

/** The rows of a value made of others. */
export function ValueRows({ value, types, ...ground }: Ground & { readonly value: RowsNode; readonly types?: readonly ValueType[] | undefined }) {
  if (value.kind === 'arith') return <ArithmeticRows value={value} {...ground} />
  return value.kind === 'coalesce' ? <FirstKnownRows values={value.coalesce} types={types} {...ground} /> : <EntropyRows parts={value.entropy} {...ground} />
}

/** Values computed one after the other from the left; a value that is itself computed stands as rows of its own. */
function ArithmeticRows({ value, vocabulary, fact, onChange }: Ground & { readonly value: ValueNode }) {
  const { t } = useTranslation('rule-editor')
  const { first, rest } = termsOf(value)
  const put = (next: typeof rest) => onChange(toArith({ first, rest: next }))
  const ccy = currencyOf([first, ...rest.map((term) => term.value)], vocabulary, fact)
  const ground = { vocabulary, fact, ccy, types: numberTypes }
  const [second, ...others] = rest
  return (
    <ol className="value-rows" aria-label={t('value.make.arith')}>
      <li>
        <ValuePicker {...ground} label={t('rows.first')} value={first} onChange={(next) => onChange(toArith({ first: next, rest }))} />
        {second !== undefined && others.length > 0 && <IconButton label={t('rows.remove', { number: 1 })} icon={<DeleteOutlined />} onClick={() => onChange(toArith({ first: second.value, rest: others }))} />}
      </li>
      {rest.map((term, at) => (
        <li key={at}>
          <Select<ArithOperator> aria-label={t('rows.sign', { number: at + 2 })} className="value-sign" value={term.op} onChange={(op) => put(rest.with(at, { ...term, op }))} options={operators.map((op) => ({ value: op, label: t(`rows.signs.${op}`) }))} />
          <ValuePicker {...ground} label={t('rows.value', { number: at + 2 })} value={term.value} onChange={(next) => put(rest.with(at, { ...term, value: next }))} />
          {rest.length > 1 && <IconButton label={t('rows.remove', { number: at + 2 })} icon={<DeleteOutlined />} onClick={() => put(rest.toSpliced(at, 1))} />}
        </li>
      ))}
      <li>
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...rest, { op: '+', value: blank }])}>
          {t('rows.add')}
        </Button>
        <HelpHint name={t('value.make.arith')}>{t('rows.arithWhat')}</HelpHint>
      </li>
    </ol>
  )
}

interface FirstProps extends Ground {
  readonly values: readonly ValueNode[]
  readonly types?: readonly ValueType[] | undefined
}

/** Values asked in turn until one is known. */
function FirstKnownRows({ values, types, vocabulary, fact, onChange }: FirstProps) {
  const { t } = useTranslation('rule-editor')
  const put = (next: readonly ValueNode[]) => onChange({ kind: 'coalesce', coalesce: next })
  // The others must be of the first one's kind.
  const first = values[0] === undefined ? null : typeOf(values[0], vocabulary, fact)
  const ccy = currencyOf(values, vocabulary, fact)
  const typesAt = (at: number) => (at === 0 || first === null ? types : comparableWith(first.type))
  return (
    <ol className="value-rows" aria-label={t('value.make.coalesce')}>
      {values.map((value, at) => (
        <li key={at}>
          <span className="soft">{t(at === 0 ? 'rows.take' : 'rows.else')}</span>
          <ValuePicker vocabulary={vocabulary} fact={fact} ccy={ccy} types={typesAt(at)} label={t('rows.value', { number: at + 1 })} value={value} onChange={(next) => put(values.with(at, next))} />
          {values.length > 1 && <IconButton label={t('rows.remove', { number: at + 1 })} icon={<DeleteOutlined />} onClick={() => put(values.toSpliced(at, 1))} />}
        </li>
      ))}
      <li>
        <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...values, blank])}>
          {t('rows.addElse')}
        </Button>
        <HelpHint name={t('value.make.coalesce')}>{t('rows.elseWhat')}</HelpHint>
      </li>
    </ol>
  )
}

/** The parts of a whole, at least two, all numbers or all amounts. */
function EntropyRows({ parts, vocabulary, fact, onChange }: Ground & { readonly parts: readonly ValueNode[] }) {
  const { t } = useTranslation('rule-editor')
  const put = (next: readonly ValueNode[]) => onChange({ kind: 'entropy', entropy: next })
  // The others must be of the first one's kind.
  const first = parts[0] === undefined ? null : typeOf(parts[0], vocabulary, fact)
  const ccy = currencyOf(parts, vocabulary, fact)
  const typesAt = (at: number) => (at === 0 || first === null ? numberTypes : comparableWith(first.type))
  return (
    <ol className="value-rows" aria-label={t('value.make.entropy')}>
      {parts.map((part, at) => (
        <li key={at}>
          <ValuePicker vocabulary={vocabulary} fact={fact} ccy={ccy} types={typesAt(at)} label={t('rows.value', { number: at + 1 })} value={part} onChange={(next) => put(parts.with(at, next))} />
          {parts.length > 2 && <IconButton label={t('rows.remove', { number: at + 1 })} icon={<DeleteOutlined />} onClick={() => put(parts.toSpliced(at, 1))} />}
        </li>
      ))}
      <li>
        {parts.length < 50 && (
          <Button type="link" size="small" icon={<PlusOutlined />} onClick={() => put([...parts, blank])}>
            {t('rows.addPart')}
          </Button>
        )}
        <HelpHint name={t('value.make.entropy')}>{t('rows.entropyWhat')}</HelpHint>
      </li>
    </ol>
  )
}

import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import { NestedNode } from './NestedNode.js'
import type { NodeProps } from './node-props.js'
import { type ArithmeticOperator, numberTypes, opened, type Term, termsOf } from './terms.js'
import { typeOfNode } from './node-type.js'

type Arithmetic = Extract<ValueNode, { kind: 'arith' }>
type Coalesce = Extract<ValueNode, { kind: 'coalesce' }>
type FieldsProps<Node extends ValueNode> = Omit<NodeProps<Node>, 'kinds' | 'types' | 'beside'>

const SIGNS = [
  { value: '+', label: '+' },
  { value: '-', label: '−' },
  { value: '*', label: '×' },
  { value: '/', label: '÷' },
] as const satisfies readonly { readonly value: ArithmeticOperator; readonly label: string }[]

/** Terms one under the other, each with its sign, taken from the first on. */
export function ArithmeticFields({ node, vocabulary, label, onChange }: FieldsProps<Arithmetic>) {
  const { t } = useTranslation('tags')
  const terms = termsOf(node)
  const put = (next: readonly Term[]) => onChange(opened(next))
  const set = (at: number, part: Partial<Term>) => put(terms.map((term, index) => (index === at ? { ...term, ...part } : term)))
  const other = terms.find(({ of }) => of.kind !== 'literal')
  const beside = other === undefined ? null : typeOfNode(other.of, vocabulary)
  return (
    <div className="tags-terms">
      {terms.map(({ op, of }, at) => (
        <div key={at} className="tags-term">
          {at === 0 ? <span /> : <Select<ArithmeticOperator> aria-label={t('node.sign', { at: at + 1 })} className="tags-sign" value={op} onChange={(next) => set(at, { op: next })} options={[...SIGNS]} />}
          <NestedNode node={of} vocabulary={vocabulary} label={`${label} · ${t('node.term', { at: at + 1 })}`} types={numberTypes} beside={beside} onChange={(next) => set(at, { of: next })} />
          <Button type="text" size="small" disabled={terms.length < 3} aria-label={t('node.removeTerm', { at: at + 1 })} onClick={() => put(terms.filter((_, index) => index !== at))}>
            {t('builder.remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => put([...terms, { op: '+', of: { kind: 'tag', tag: '' } }])}>
        {t('node.addTerm')}
      </Button>
      <p className="soft">{t('node.arithmeticHint')}</p>
    </div>
  )
}

/** Values in their order: the first that is not missing counts. */
export function CoalesceFields({ node, vocabulary, label, onChange }: FieldsProps<Coalesce>) {
  const { t } = useTranslation('tags')
  const { coalesce } = node
  const put = (next: readonly ValueNode[]) => onChange({ ...node, coalesce: next })
  return (
    <div className="tags-terms">
      {coalesce.map((of, at) => (
        <div key={at} className="tags-term">
          <span className="soft figures">{at + 1}</span>
          <NestedNode node={of} vocabulary={vocabulary} label={`${label} · ${t('node.choice', { at: at + 1 })}`} beside={typeOfNode(node, vocabulary)} onChange={(next) => put(coalesce.with(at, next))} />
          <Button type="text" size="small" disabled={coalesce.length < 2} aria-label={t('node.removeTerm', { at: at + 1 })} onClick={() => put(coalesce.toSpliced(at, 1))}>
            {t('builder.remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => put([...coalesce, { kind: 'tag', tag: '' }])}>
        {t('node.addChoice')}
      </Button>
      <p className="soft">{t('node.coalesceHint')}</p>
    </div>
  )
}

import { expect, it } from 'vitest'
import { type ValueDocument, type ValueNode } from './node.js'
import { phraseOfValue } from './sentence.js'
import { schema } from './small-bank.test.js'

it('calls codes as a definition names them, and leaves those it compares with', () => {
  const tag = (key: string): ValueNode => ({ kind: 'tag', tag: key })
  const rich = { kind: 'compare' as const, left: tag('aum'), op: '>=' as const, value: 5_000_000 }
  const code = (text: string): ValueNode => ({ kind: 'literal', type: 'enum', value: text })
  const inner: ValueNode = { kind: 'coalesce', coalesce: [{ kind: 'case', when: [{ if: rich, then: code('RICH') }] }, code('POOR')] }
  const told: ValueDocument = { v: 1, kind: 'value', value: { kind: 'case', when: [{ if: { kind: 'compare', left: tag('tier'), op: '=', value: 'T2' }, then: inner }], else: code('OTHER') } }
  const names = [{ code: 'RICH', zh: '富裕', en: 'well off' }, { code: 'T2', zh: '错', en: 'wrong' }, { code: 'OTHER', zh: '其他', en: 'others' }]
  expect(phraseOfValue(told, schema, 'zh', names)).toBe('（资产层级为优质时取（月日均AUM不低于5万元时取富裕；其余取缺失）（没有则取）POOR；其余取其他）')
  expect(phraseOfValue(told, schema, 'zh')).toContain('时取RICH')
})

import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { IconButton } from '../../../../ui/rule-editor/IconButton.js'
import { currencyOf } from '../../../../ui/rule-editor/value-choice.js'
import { ValuePicker } from '../../../../ui/rule-editor/ValuePicker.js'
import { without } from '../../../../ui/rule-editor/without.js'
import { type Branch, type Case, moved, newBranch, valuesOf } from './branches.js'
import { ConditionLine } from './ConditionLine.js'

interface Props {
  readonly node: Case
  readonly vocabulary: Vocabulary
  readonly onChange: (node: Case) => void
}

/** A table of conditions: the value of the first that holds, else the last value, or none. */
export function CaseFields({ node, vocabulary, onChange }: Props) {
  const { t } = useTranslation('tags')
  const { when } = node
  const ccy = currencyOf(valuesOf(node), vocabulary)
  const put = (next: readonly Branch[]) => onChange({ ...node, when: next })
  const value = (name: string, of: ValueNode, set: (next: ValueNode) => void) => <ValuePicker label={name} value={of} vocabulary={vocabulary} ccy={ccy} onChange={set} />
  return (
    <div className="tags-terms">
      <ol className="tags-branches">
        {when.map((branch, at) => {
          const name = t('node.branch', { at: at + 1 })
          return (
            <li key={at}>
              <div className="tags-branch-head">
                <strong>{name}</strong>
                <span>
                  <IconButton label={`${t('node.up')} · ${name}`} icon={<ArrowUpOutlined />} disabled={at === 0} onClick={() => put(moved(when, at, -1))} />
                  <IconButton label={`${t('node.down')} · ${name}`} icon={<ArrowDownOutlined />} disabled={at === when.length - 1} onClick={() => put(moved(when, at, 1))} />
                  <IconButton label={`${t('builder.remove')} · ${name}`} icon={<DeleteOutlined />} disabled={when.length === 1} onClick={() => put(when.toSpliced(at, 1))} />
                </span>
              </div>
              <div className="tags-branch">
                <span className="soft">{t('node.if')}</span>
                <ConditionLine condition={branch.if} vocabulary={vocabulary} label={name} onChange={(condition) => put(when.with(at, { ...branch, if: condition }))} />
                <span className="soft">{t('node.then')}</span>
                {value(`${name} ${t('node.then')}`, branch.then, (then) => put(when.with(at, { ...branch, then })))}
              </div>
            </li>
          )
        })}
      </ol>
      <Button size="small" onClick={() => put([...when, newBranch(node)])}>
        {t('node.addBranch')}
      </Button>
      <div className="tags-branch">
        <Checkbox checked={node.else !== undefined} onChange={({ target }) => onChange(target.checked ? { ...node, else: newBranch(node).then } : without(node, 'else'))}>
          {t('node.else')}
        </Checkbox>
        {node.else === undefined ? <span className="soft">{t('node.noElse')}</span> : value(t('node.else'), node.else, (next) => onChange({ ...node, else: next }))}
      </div>
    </div>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoolNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { HelpHint } from '../figures/HelpHint.js'
import { RuleWindow } from './RuleWindow.js'
import { leavesOf, toTree } from './tree.js'

interface Props {
  readonly among: BoolNode | undefined
  readonly vocabulary: Vocabulary
  readonly onChange: (among: BoolNode | undefined) => void
}

/** Who is compared: everybody, or those who meet conditions of their own. */
export function AmongField({ among, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  const [isOpen, setOpen] = useState(false)
  const count = among === undefined ? 0 : leavesOf(toTree(among).node).length
  return (
    <span className="among-field">
      <Button size="small" onClick={() => setOpen(true)}>
        {count === 0 ? t('population.amongAll') : t('population.among', { count })}
      </Button>
      <HelpHint name={t('population.amongTitle')}>{t('population.amongWhat')}</HelpHint>
      {isOpen && (
        // Keys and drops in the window are its own: events go up to the condition it stands in, wherever it is drawn.
        <span onKeyDown={(event) => event.stopPropagation()} onDrop={(event) => event.stopPropagation()}>
          <RuleWindow title={t('population.amongTitle')} rule={among} vocabulary={vocabulary} onKeep={onChange} onClose={() => setOpen(false)} />
        </span>
      )}
    </span>
  )
}

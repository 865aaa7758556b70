import { ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DefinitionMistake } from '../../../../api/definitions.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { changedAt, movedUp, without } from './plan-start.js'

interface NamedCell {
  readonly code: string
  readonly name: { readonly zh: string; readonly en?: string | undefined }
}

interface Props<Cell extends NamedCell> {
  readonly path: string
  readonly cells: readonly Cell[]
  readonly onChange: (cells: Cell[]) => void
  readonly mistakes: readonly DefinitionMistake[]
  /** A further cell; none may be added or taken out without it. */
  readonly fresh?: () => Cell
  readonly least?: number
  readonly children?: (cell: Cell, at: number, change: (part: Partial<Cell>) => void) => ReactNode
}

/** Cells of a plan in order: code, names, and what each has of its own. */
export function CellRows<Cell extends NamedCell>({ path, cells, onChange, mistakes, fresh, least = 1, children }: Props<Cell>) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const own = mistakes.filter((one) => one.path === 'plan' || one.path === path)
  return (
    <div className="tier-cells">
      {own.length > 0 && <p className="tone-warm">{own.map(({ message }) => say(message)).join(' ')}</p>}
      <ol>
        {cells.map((cell, at) => {
          const change = (part: Partial<Cell>) => onChange(changedAt(cells, at, part))
          const wrong = mistakes.filter((one) => one.path === `${path}[${at}]` || one.path.startsWith(`${path}[${at}].code`) || one.path.startsWith(`${path}[${at}].name`))
          return (
            // Codes are typed here: the place is what a row keeps.
            <li key={at}>
              <div className="tier-cell-line">
                <Input aria-label={t('tiers.edit.code')} className="tier-code" value={cell.code} maxLength={31} onChange={({ target }) => change({ code: target.value } as Partial<Cell>)} />
                <Input aria-label={t('builder.nameZh')} value={cell.name.zh} maxLength={100} onChange={({ target }) => change({ name: { ...cell.name, zh: target.value } } as Partial<Cell>)} />
                <Input aria-label={t('builder.nameEn')} placeholder={t('builder.nameEn')} value={cell.name.en ?? ''} maxLength={200} onChange={({ target }) => change({ name: { ...cell.name, en: target.value } } as Partial<Cell>)} />
                {fresh !== undefined && <Button aria-label={t('tiers.edit.up')} title={t('tiers.edit.up')} size="small" icon={<ArrowUpOutlined />} disabled={at === 0} onClick={() => onChange(movedUp(cells, at))} />}
                {fresh !== undefined && <Button aria-label={t('tiers.edit.remove')} title={t('tiers.edit.remove')} size="small" icon={<DeleteOutlined />} disabled={cells.length <= least} onClick={() => onChange(without(cells, at))} />}
              </div>
              {wrong.length > 0 && <p className="tone-warm">{wrong.map(({ message }) => say(message)).join(' ')}</p>}
              {children?.(cell, at, change)}
            </li>
          )
        })}
      </ol>
      {fresh !== undefined && <Button size="small" onClick={() => onChange([...cells, fresh()])}>{t('tiers.edit.addCell')}</Button>}
    </div>
  )
}

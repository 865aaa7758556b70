import { DownOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { aggregateFunctions, type AggregateNode } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { formatNumber } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AggregateField, AggregateFilter, AggregateFunction } from '../../../ui/rule-editor/AggregateControl.js'
import { EachControl } from '../../../ui/rule-editor/EachControl.js'
import { WindowControl } from '../../../ui/rule-editor/WindowControl.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { plainWindows, startFigure, usesMore } from './figure-form.js'

interface Props {
  readonly figure: AggregateNode | null
  readonly vocabulary: Vocabulary
  /** The function a figure begins with. */
  readonly first?: 'count' | 'share'
  readonly onChange: (figure: AggregateNode) => void
}

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="tags-figure-line">
      <span>{label}</span>
      <span className="aggregate">{children}</span>
    </div>
  )
}

/**
 * A figure over dated rows: which table, what of it, since when, which rows. Functions and windows few need, and figures first made
 * by periods, are folded under more; a figure that has one of them shows them all.
 */
export function FigureEditor({ figure, vocabulary, first = 'count', onChange }: Props) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.table')}</span>
        <Select
          placeholder={t('builder.choose')}
          value={figure?.table ?? null}
          onChange={(table: string | null) => table !== null && onChange(startFigure(table, first))}
          options={vocabulary.facts.map(({ table, name, rows }) => ({ value: table, label: t('builder.rows', { name: say(name), rows: formatNumber(rows, locale) }) }))}
        />
      </label>
      {figure !== null && <FigureLines node={figure} vocabulary={vocabulary} onChange={onChange} />}
    </div>
  )
}

interface LinesProps {
  readonly node: AggregateNode
  readonly vocabulary: Vocabulary
  readonly onChange: (figure: AggregateNode) => void
}

function FigureLines(props: LinesProps) {
  const { t } = useTranslation('tags')
  const { node, vocabulary, onChange } = props
  const [isOpened, setOpened] = useState(false)
  const isNeeded = usesMore(node)
  const isMore = isOpened || isNeeded
  return (
    <>
      <Line label={t('builder.fn')}>
        <AggregateFunction {...props} {...(isMore ? {} : { among: aggregateFunctions })} />
        <AggregateField {...props} />
      </Line>
      <Line label={t('builder.window')}>
        <WindowControl window={node.window ?? { kind: 'all' }} vocabulary={vocabulary} {...(isMore ? {} : { among: plainWindows })} onChange={(window) => onChange({ ...node, window })} />
      </Line>
      {isMore && (
        <Line label={t('builder.each')}>
          <EachControl {...props} />
        </Line>
      )}
      <AggregateFilter {...props} />
      {!isNeeded && (
        <Button className="tags-more" type="link" aria-expanded={isMore} icon={<DownOutlined rotate={isMore ? 180 : 0} />} onClick={() => setOpened(!isMore)}>
          {t(isMore ? 'builder.fewer' : 'builder.more')}
        </Button>
      )}
    </>
  )
}

import { QuestionCircleOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  /** What is explained; read out by screen readers. */
  readonly name: string
  readonly children?: ReactNode
  readonly formula?: ReactNode
  readonly source?: ReactNode
}

/** A question mark that opens the meaning, formula and source of a figure. */
export function HelpHint({ name, children, formula, source }: Props) {
  const { t } = useTranslation('ui')
  const content = (
    <div className="help-hint">
      {children !== undefined && <p>{children}</p>}
      {formula !== undefined && (
        <p>
          <strong>{t('figure.formula')}</strong> <code>{formula}</code>
        </p>
      )}
      {source !== undefined && (
        <p>
          <strong>{t('figure.source')}</strong> {source}
        </p>
      )}
    </div>
  )
  return (
    <Popover content={content} title={name} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="help-button" aria-label={t('figure.explain', { name })}>
        <QuestionCircleOutlined />
      </button>
    </Popover>
  )
}

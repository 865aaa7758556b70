import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Window } from '#kernel/rule'

interface Props {
  readonly window: Window
  readonly onChange: (window: Window) => void
}

const kinds = ['all', 'last', 'month', 'quarter', 'between'] as const

function startWindow(kind: Window['kind']): Window {
  switch (kind) {
    case 'all':
      return { kind }
    case 'last':
      return { kind, n: 30, unit: 'd' }
    case 'month':
    case 'quarter':
      return { kind, offset: 0 }
    case 'between':
      return { kind, from: 60, to: 31 }
  }
}

function WindowParts({ window, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  switch (window.kind) {
    case 'all':
      return null
    case 'last':
      return (
        <>
          <InputNumber<number> aria-label={t('window.n')} className="operand-small" min={1} precision={0} value={window.n} onChange={(n) => onChange({ ...window, n: n ?? 1 })} />
          <Select<'d' | 'm'>
            aria-label={t('value.window')}
            className="operand-unit"
            value={window.unit}
            onChange={(unit) => onChange({ ...window, unit })}
            options={(['d', 'm'] as const).map((value) => ({ value, label: t(`window.${value}`) }))}
          />
        </>
      )
    case 'month':
    case 'quarter': {
      const offsets = [...new Set([0, -1, -2, -3, -6, -12, window.offset])].sort((a, b) => b - a)
      return (
        <Select<number>
          aria-label={t('window.offset')}
          className="value-window"
          value={window.offset}
          onChange={(offset) => onChange({ ...window, offset })}
          options={offsets.map((value) => ({ value, label: value === 0 ? t('window.current') : t('window.before', { count: -value }) }))}
        />
      )
    }
    case 'between':
      return (
        <span className="operand-range">
          <InputNumber<number> aria-label={t('window.from')} className="operand-small" min={0} precision={0} value={window.from} onChange={(from) => onChange({ ...window, from: from ?? 0 })} />
          <span className="soft">{t('operand.to')}</span>
          <InputNumber<number> aria-label={t('window.to')} className="operand-small" min={0} precision={0} value={window.to} onChange={(to) => onChange({ ...window, to: to ?? 0 })} />
          <span className="soft">{t('window.daysAgo')}</span>
        </span>
      )
  }
}

/** Which of a customer's rows count, by their date. */
export function WindowControl({ window, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  return (
    <>
      <Select<Window['kind']>
        aria-label={t('value.window')}
        className="value-window"
        popupMatchSelectWidth={false}
        value={window.kind}
        onChange={(kind) => onChange(startWindow(kind))}
        options={kinds.map((value) => ({ value, label: t(`window.${value}`) }))}
      />
      <WindowParts window={window} onChange={onChange} />
    </>
  )
}

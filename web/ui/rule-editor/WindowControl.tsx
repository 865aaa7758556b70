import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ValueNode, Window } from '#kernel/rule'
import type { Vocabulary } from '#tags/contract'
import { dateTypes } from './value-form.js'
import { ValuePicker } from './ValuePicker.js'

interface Props {
  readonly window: Window
  /** Where the dates a window can begin on are named. */
  readonly vocabulary: Vocabulary
  readonly onChange: (window: Window) => void
}

interface ControlProps extends Props {
  /** Kinds offered, beside the one it has; all without it. */
  readonly among?: readonly Window['kind'][]
}

const kinds = ['all', 'last', 'month', 'quarter', 'between', 'since'] as const

const openedOn: ValueNode = { kind: 'attr', table: 'customer', field: 'open_date' }

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
    case 'since':
      return { kind, since: openedOn }
  }
}

/** The day of the customer a window begins on, and for how long it lasts. */
function SinceParts({ window, vocabulary, onChange }: Props & { readonly window: Extract<Window, { kind: 'since' }> }) {
  const { t } = useTranslation('rule-editor')
  return (
    <span className="operand-range">
      <ValuePicker label={t('window.sinceDay')} value={window.since} vocabulary={vocabulary} types={dateTypes} onChange={(since) => onChange({ ...window, since })} />
      <InputNumber<number>
        aria-label={t('window.sinceDays')}
        title={t('window.sinceDays')}
        className="operand-small"
        min={1}
        precision={0}
        value={window.days ?? null}
        onChange={(days) => onChange({ kind: 'since', since: window.since, ...(days === null ? {} : { days }) })}
      />
      <span className="soft">{t('window.d')}</span>
    </span>
  )
}

function WindowParts({ window, vocabulary, onChange }: Props) {
  const { t } = useTranslation('rule-editor')
  switch (window.kind) {
    case 'all':
      return null
    case 'last':
      return (
        <>
          <InputNumber<number> aria-label={t('window.n')} className="operand-small" min={1} precision={0} value={window.n} onChange={(n) => onChange({ ...window, n: n ?? 1 })} />
          <Select<'d' | 'm' | 'h'>
            aria-label={t('value.window')}
            className="operand-unit"
            value={window.unit}
            onChange={(unit) => onChange({ ...window, unit })}
            options={(['d', 'm', 'h'] as const).map((value) => ({ value, label: t(`window.${value}`) }))}
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
    case 'since':
      return <SinceParts window={window} vocabulary={vocabulary} onChange={onChange} />
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
export function WindowControl({ window, vocabulary, among = kinds, onChange }: ControlProps) {
  const { t } = useTranslation('rule-editor')
  return (
    <>
      <Select<Window['kind']>
        aria-label={t('value.window')}
        className="value-window"
        popupMatchSelectWidth={false}
        value={window.kind}
        onChange={(kind) => onChange(startWindow(kind))}
        options={kinds.filter((kind) => kind === window.kind || among.includes(kind)).map((value) => ({ value, label: t(`window.${value}`) }))}
      />
      <WindowParts window={window} vocabulary={vocabulary} onChange={onChange} />
    </>
  )
}

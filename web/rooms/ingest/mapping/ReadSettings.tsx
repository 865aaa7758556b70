import { Button, Drawer, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { bankTable } from '#ingest/contract'
import { useSay } from '../../../ui/language/use-say.js'
import type { ReadForm, ValuePair } from './column-form.js'
import type { Destination, TargetForm } from './target-form.js'

/** Codes a bank column can have, when the model lists them. */
function useCodes(target: TargetForm, at: Destination) {
  const say = useSay()
  const values = at.kind === 'column' ? bankTable(target.table).columns[at.name]?.values : undefined
  return Object.entries(values ?? {}).map(([code, name]) => ({ value: code, label: `${code} ${say(name)}` }))
}

interface PairsProps {
  readonly pairs: readonly ValuePair[]
  readonly codes: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (pairs: readonly ValuePair[]) => void
}

function Pairs({ pairs, codes, onChange }: PairsProps) {
  const { t } = useTranslation('ingest')
  const set = (row: number, part: Partial<ValuePair>) =>
    onChange(pairs.map((pair, at) => (at === row ? { ...pair, ...part } : pair)))
  return (
    <div className="ingest-pairs">
      {pairs.map((pair, row) => (
        <div key={row} className="ingest-pair">
          <Input
            aria-label={t('settings.from')}
            value={pair.from}
            onChange={(event) => set(row, { from: event.target.value })}
          />
          <span aria-hidden="true">→</span>
          {codes.length > 0 ? (
            <Select
              aria-label={t('settings.to')}
              value={pair.to === '' ? null : pair.to}
              options={[...codes]}
              onChange={(to: string) => set(row, { to })}
            />
          ) : (
            <Input
              aria-label={t('settings.to')}
              value={pair.to}
              onChange={(event) => set(row, { to: event.target.value })}
            />
          )}
          <Button type="text" onClick={() => onChange(pairs.filter((_, at) => at !== row))}>
            {t('settings.remove')}
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...pairs, { from: '', to: '' }])}>{t('settings.add')}</Button>
    </div>
  )
}

interface Props {
  readonly target: TargetForm
  readonly at: Destination
  readonly form: ReadForm
  /** Values found in the file, offered as the start of a value map. */
  readonly samples: readonly string[]
  readonly onChange: (form: ReadForm) => void
  readonly onClose: () => void
}

/** Which texts mean nothing, and what each value becomes. */
export function ReadSettings({ target, at, form, samples, onChange, onClose }: Props) {
  const { t } = useTranslation('ingest')
  const codes = useCodes(target, at)
  const unlisted = samples.filter((text) => !form.values.some(({ from }) => from === text))
  const addSamples = () =>
    onChange({ ...form, values: [...form.values, ...unlisted.map((from) => ({ from, to: '' }))] })
  return (
    <Drawer open size={480} title={t('settings.title', { column: form.from })} onClose={onClose}>
      <Form layout="vertical">
        <Form.Item label={t('settings.missing')} extra={t('settings.missingHint')}>
          <Select<string[]>
            mode="tags"
            open={false}
            value={[...form.missing]}
            onChange={(missing) => onChange({ ...form, missing })}
          />
        </Form.Item>
        <Form.Item label={t('settings.values')} extra={t('settings.valuesHint')}>
          <Pairs
            pairs={form.values}
            codes={codes}
            onChange={(values) => onChange({ ...form, values })}
          />
          {unlisted.length > 0 && (
            <Button type="link" onClick={addSamples}>
              {t('settings.fromSamples', { count: unlisted.length })}
            </Button>
          )}
        </Form.Item>
        <Form.Item label={t('settings.otherwise')} extra={t('settings.otherwiseHint')}>
          <Input
            value={form.otherwise}
            onChange={(event) => onChange({ ...form, otherwise: event.target.value })}
          />
        </Form.Item>
      </Form>
    </Drawer>
  )
}

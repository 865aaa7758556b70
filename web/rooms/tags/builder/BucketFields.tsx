import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Vocabulary } from '#tags/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { addEdge, type BandForm, fieldOf, removeEdge, type ValueForm } from './value-form.js'

export interface FieldsProps {
  readonly form: ValueForm
  readonly vocabulary: Vocabulary
  readonly onChange: (form: ValueForm) => void
}

const isNumber = (type: string): boolean => type === 'int' || type === 'decimal' || type === 'money'

function useMeasures({ tags, attributes }: Vocabulary) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const dates = attributes.filter(({ type }) => type === 'date')
  return [
    {
      label: t('builder.attributes'),
      options: attributes
        .filter(({ type }) => isNumber(type))
        .map(({ key, name }) => ({ value: `attr:${key}`, label: `${say(name)} ${key}` })),
    },
    {
      label: t('builder.ages'),
      options: dates.map(({ key, name }) => ({
        value: `age:${key}`,
        label: t('builder.yearsSince', { name: say(name) }),
      })),
    },
    {
      label: t('builder.tags'),
      options: tags
        .filter(({ type }) => isNumber(type))
        .map(({ key, name }) => ({ value: `tag:${key}`, label: `${say(name)} ${key}` })),
    },
  ].filter(({ options }) => options.length > 0)
}

/** What a band holds: below its edge, between two, from the last one on. */
function useRange(form: ValueForm) {
  const { t } = useTranslation('tags')
  return (at: number): string => {
    const from = form.edges[at - 1]
    const to = form.edges[at]
    const write = (edge: string | undefined) => (edge === undefined || edge === '' ? '…' : edge)
    const shown = { from: write(from), to: write(to) }
    if (from === undefined) return t('builder.below', shown)
    return to === undefined ? t('builder.above', shown) : t('builder.between', shown)
  }
}

/** A number cut into bands: the value, its edges, and what each band is called. */
export function BucketFields({ form, vocabulary, onChange }: FieldsProps) {
  const { t } = useTranslation('tags')
  const measures = useMeasures(vocabulary)
  const range = useRange(form)
  const field = fieldOf(form.of, vocabulary)
  const setEdge = (at: number, edge: string) =>
    onChange({ ...form, edges: form.edges.map((one, index) => (index === at ? edge : one)) })
  const setBand = (at: number, part: Partial<BandForm>) =>
    onChange({ ...form, bands: form.bands.map((one, index) => (index === at ? { ...one, ...part } : one)) })
  const band = (at: number, part: keyof BandForm) => (
    <Input
      aria-label={`${range(at)} ${t(`builder.band.${part}`)}`}
      placeholder={t(`builder.band.${part}`)}
      value={form.bands[at]?.[part] ?? ''}
      onChange={(event) => setBand(at, { [part]: event.target.value })}
    />
  )
  return (
    <div className="tags-fields">
      <label>
        <span>{t('builder.value')}</span>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('builder.choose')}
          value={form.of === '' ? null : form.of}
          onChange={(of: string) => onChange({ ...form, of })}
          options={measures}
        />
      </label>
      {field?.type === 'money' && <p className="soft">{t('builder.moneyHint', { currency: field.ccy ?? '' })}</p>}
      <table className="plain-table tags-bands">
        <thead>
          <tr>
            <th scope="col">{t('builder.range')}</th>
            <th scope="col">{t('builder.edge')}</th>
            <th scope="col">{t('builder.band.zh')}</th>
            <th scope="col">{t('builder.band.en')}</th>
            <th scope="col">{t('builder.band.code')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {form.bands.map((_, at) => (
            <tr key={at}>
              <td className="figures">{range(at)}</td>
              <td>
                {at < form.edges.length && (
                  <Input
                    inputMode="decimal"
                    aria-label={t('builder.edgeOf', { at: at + 1 })}
                    value={form.edges[at] ?? ''}
                    onChange={(event) => setEdge(at, event.target.value)}
                  />
                )}
              </td>
              <td>{band(at, 'zh')}</td>
              <td>{band(at, 'en')}</td>
              <td>{band(at, 'code')}</td>
              <td>
                {at > 0 && form.edges.length > 1 && (
                  <Button type="text" onClick={() => onChange(removeEdge(form, at - 1))}>
                    {t('builder.remove')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={() => onChange(addEdge(form))}>{t('builder.addBand')}</Button>
    </div>
  )
}

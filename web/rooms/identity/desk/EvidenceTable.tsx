import { useTranslation } from 'react-i18next'
import type { ReviewItem } from '#identity/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Percent } from '../../../ui/figures/Num.js'
import { formatSigned } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { customerPath } from '../identity-paths.js'
import { bitsBar, oddsBits } from './evidence.js'

type Field = ReviewItem['fields'][number]
const HASHED = ['device', 'social']

/** Field by field what each side has, how they compare and what that says, down to the probability. */
export function EvidenceTable({ item }: { readonly item: ReviewItem }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  const most = Math.max(...item.fields.map(({ weight }) => Math.abs(weight)), 1)
  return (
    <section>
      <p>
        {say(item.sentence)}
        <HelpHint name={t('desk.probability')} formula={t('model.formula')} source={t('model.source')}>
          {t('model.help')}
        </HelpHint>
      </p>
      <table className="desk-evidence">
        <thead>
          <tr>
            <th scope="col">{t('desk.field')}</th>
            <th scope="col">
              <AppLink to={customerPath(item.a)}>{item.a}</AppLink>
            </th>
            <th scope="col">
              <AppLink to={customerPath(item.b)}>{item.b}</AppLink>
            </th>
            <th scope="col">{t('desk.evidence')}</th>
            <th scope="col">{t('desk.bits')}</th>
          </tr>
        </thead>
        <tbody>
          {item.fields.map((field) => (
            <FieldRow key={field.field} field={field} most={most} />
          ))}
        </tbody>
        <Totals item={item} />
      </table>
    </section>
  )
}

function FieldRow({ field, most }: { readonly field: Field; readonly most: number }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  const locale = useFormatLocale()
  const none = HASHED.includes(field.field) ? (field.level > 0 ? t('desk.hashed') : t('desk.none')) : t('desk.none')
  const bar = bitsBar(field.weight, most)
  const cell = (value: string | null) => (value === null ? <span className="soft">{none}</span> : <span className="figures">{value}</span>)
  return (
    <tr className={field.level === 0 ? 'silent' : ''}>
      <td>{say(field.name)}</td>
      <td>{cell(field.a)}</td>
      <td>{cell(field.b)}</td>
      <td>{say(field.words)}</td>
      <td>
        {field.level > 0 && (
          <span className="bits">
            <span className="bits-track" aria-hidden="true">
              <span className={field.weight < 0 ? 'bits-bar against' : 'bits-bar'} style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />
            </span>
            <span className="figures right">{formatSigned(field.weight, locale, 1)}</span>
          </span>
        )}
      </td>
    </tr>
  )
}

function Totals({ item }: { readonly item: ReviewItem }) {
  const { t } = useTranslation('identity')
  const locale = useFormatLocale()
  const odds = oddsBits(item.probability)
  const line = (label: string, bits: number) => (
    <tr>
      <td colSpan={4}>{label}</td>
      <td className="figures right">{formatSigned(bits, locale, 1)}</td>
    </tr>
  )
  return (
    <tfoot>
      {line(t('desk.total'), item.weight)}
      {odds !== null && line(t('desk.before'), odds - item.weight)}
      {odds !== null && line(t('desk.odds'), odds)}
      <tr>
        <td colSpan={4}>{t('desk.probability')}</td>
        <td className="right desk-total">
          <Percent value={item.probability} />
        </td>
      </tr>
    </tfoot>
  )
}

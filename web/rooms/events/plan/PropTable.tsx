import { useTranslation } from 'react-i18next'
import type { PlannedEventDetail } from '#events/contract'
import { useSay } from '../../../ui/language/use-say.js'

type Prop = PlannedEventDetail['props'][number]

/** The properties of a planned event, and what rules can ask of each. */
export function PropTable({ props }: { readonly props: readonly Prop[] }) {
  const { t } = useTranslation('events')
  if (props.length === 0) return <p className="soft">{t('planned.none')}</p>
  return (
    <div className="planned-props">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('form.prop')}</th>
            <th scope="col">{t('plan.name')}</th>
            <th scope="col">{t('form.type')}</th>
            <th scope="col">{t('form.required')}</th>
            <th scope="col">{t('form.values')}</th>
            <th scope="col">{t('planned.rules')}</th>
          </tr>
        </thead>
        <tbody>
          {props.map((prop) => (
            <Row key={prop.key} prop={prop} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ prop }: { readonly prop: Prop }) {
  const { t } = useTranslation('events')
  const say = useSay()
  const { key, name, type, required, values, rules, readAs } = prop
  return (
    <tr>
      <td>
        <code>{key}</code>
      </td>
      <td>{name === undefined ? <span className="soft">–</span> : say(name)}</td>
      <td>{t(`form.types.${type}`)}</td>
      <td>{t(required ? 'planned.required' : 'planned.optional')}</td>
      <td>{values === undefined ? <span className="soft">{t('form.anyValue')}</span> : values.map((value) => <code key={value}>{value}</code>)}</td>
      <td className={rules === 'property' || rules === 'column' ? '' : 'soft'}>{t(`planned.asked.${rules}`, { type: t(`form.types.${readAs ?? type}`), field: key })}</td>
    </tr>
  )
}

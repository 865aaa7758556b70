import { useTranslation } from 'react-i18next'
import type { FieldFault } from '#tags/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { GradeBadge } from './GradeBadge.js'

/** Fields and tables that went wrong under the tags. */
export function FaultsTab({ faults }: { readonly faults: readonly FieldFault[] }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  if (faults.length === 0) return <p className="soft">{t('evaluation.faults.none')}</p>
  return (
    <div className="tags-stack">
      <p className="soft">
        {t('evaluation.faults.what')} <HelpHint name={t('evaluation.faults.title')} formula={t('evaluation.help.unit')} source={t('evaluation.source')} />
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.faults.table')}</th>
            <th scope="col">{t('evaluation.grade')}</th>
            <th scope="col">{t('evaluation.faults.kind')}</th>
            <th scope="col">{t('evaluation.faults.since')}</th>
            <th scope="col">{t('evaluation.faults.value')}</th>
            <th scope="col">{t('evaluation.faults.limit')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.toSorted((one, two) => (one.grade < two.grade ? 1 : -1)).map((fault) => (
            <tr key={`${fault.table}.${fault.field ?? ''}.${fault.kind}`}>
              <td>
                {say(fault.name)} <code className="soft">{fault.field === null ? fault.table : `${fault.table}.${fault.field}`}</code>
              </td>
              <td><GradeBadge grade={fault.grade} /></td>
              <td>{t(`evaluation.measures.${fault.kind}`)}</td>
              <td className="figures">{fault.since}</td>
              <td><Num value={fault.value} digits={fault.kind === 'stale' ? 0 : 2} /></td>
              <td><Num value={fault.limit} digits={fault.kind === 'drift' ? 2 : 0} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import type { LinkSummary } from '#identity/contract'
import { Num } from '../../../ui/figures/Num.js'
import { StatusTag, type StatusTone } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'

const tones: Readonly<Record<LinkSummary['rules'][number]['decision'], StatusTone>> = { accept: 'done', review: 'attention', reject: 'quiet' }

/** How many pairs each rule decided, and how. */
export function RuleTable({ rules }: { readonly rules: LinkSummary['rules'] }) {
  const { t } = useTranslation('identity')
  const say = useSay()
  return (
    <section>
      <h2>{t('rules.byRule')}</h2>
      <table className="plain-table identity-table">
        <thead>
          <tr>
            <th scope="col">{t('rule.rule')}</th>
            <th scope="col">{t('rule.decision')}</th>
            <th scope="col" className="right">
              {t('rule.pairs')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map(({ rule, decision, pairs, sentence }) => (
            <tr key={`${rule} ${decision}`}>
              <td>{say(sentence)}</td>
              <td>
                <StatusTag tone={tones[decision]}>{t(`rule.${decision}`)}</StatusTag>
              </td>
              <td className="right">
                <Num value={pairs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

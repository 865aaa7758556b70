import { useTranslation } from 'react-i18next'
import { type RulePreview as Preview, rulePreviewSchema } from '#quality/contract'
import { usePosted } from '../../../../api/posted.js'
import { ErrorPanel } from '../../../../ui/feedback/ErrorPanel.js'
import { DateText, Num } from '../../../../ui/figures/Num.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { QUALITY } from '../../quality-paths.js'
import { ResultTag } from '../../ResultTag.js'
import type { RuleDraft } from './rule-draft.js'

interface Props {
  /** The rule once nothing is wrong with it. */
  readonly body: RuleDraft | null
  readonly mistakes: number
}

/** What the rule would say of the newest data, before anybody is told. */
export function RulePreview({ body, mistakes }: Props) {
  const { t } = useTranslation('quality')
  const say = useSay()
  const preview = usePosted(`${QUALITY}/rules/preview`, body === null ? null : { body }, rulePreviewSchema)
  const { data, error } = preview
  const isStale = body === null || preview.isPlaceholderData
  return (
    <section className="panel rule-preview" aria-live="polite">
      <h2>{t('preview.title')}</h2>
      {mistakes > 0 && <p className="tone-warm">{t('preview.mistakes', { count: mistakes })}</p>}
      {error !== null && body !== null && <ErrorPanel error={error} />}
      {data === undefined ? (
        <p className="soft">{t(preview.isFetching ? 'preview.checking' : 'preview.waiting')}</p>
      ) : (
        <div className={isStale ? 'is-stale' : ''}>
          <p>{say(data.sentence)}</p>
          <p className="soft">
            {t('preview.asOf')} <DateText value={data.asOf} />
          </p>
          {data.items.length === 0 ? <p className="soft">{t('preview.nothing')}</p> : data.items.map((item) => <Found key={item.source ?? ''} item={item} />)}
        </div>
      )}
    </section>
  )
}

function Found({ item }: { readonly item: Preview['items'][number] }) {
  const { t } = useTranslation('quality')
  const reason = typeof item.detail['reason'] === 'string' ? item.detail['reason'] : null
  return (
    <article className="rule-found">
      <h3>
        {item.source ?? t('wholeBank')} <ResultTag status={item.status} />
      </h3>
      <dl className="figures">
        <dt>{t('result.checked')}</dt>
        <dd>
          <Num value={item.checked} />
        </dd>
        <dt>{t('result.failed')}</dt>
        <dd>
          <Num value={item.failed} />
        </dd>
        {item.value !== null && (
          <>
            <dt>{t('result.value')}</dt>
            <dd>
              <Num value={item.value} digits={4} />
            </dd>
          </>
        )}
        {item.threshold !== null && (
          <>
            <dt>{t('result.threshold')}</dt>
            <dd>
              <Num value={item.threshold} digits={4} />
            </dd>
          </>
        )}
      </dl>
      {reason !== null && <p className="soft">{t('preview.notJudged', { reason })}</p>}
      {item.samples.length > 0 && (
        <details>
          <summary>{t('rule.samples')}</summary>
          <ul className="offenders">
            {item.samples.map(({ row, value }) => (
              <li key={`${row} ${value}`}>
                <code>{row}</code> <code>{value}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  )
}

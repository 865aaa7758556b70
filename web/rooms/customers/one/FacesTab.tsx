import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Customer, type CustomerUses, type Face, faces } from '#customers/contract'
import type { ApiError } from '../../../api/problem.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { useSay } from '../../../ui/language/use-say.js'
import { faceOfTag, isFaint, isSaid } from './tag-faces.js'
import { FaintMark } from './FaintMark.js'
import { RecurringPanel } from './RecurringPanel.js'
import { TagValueText } from './TagsTab.js'
import { WhyButton } from './WhyButton.js'

type Tag = CustomerUses['tags'][number]

function FacePanel({ face, tags, custId }: { readonly face: Face; readonly tags: readonly Tag[]; readonly custId: string }) {
  const { t } = useTranslation('customers')
  const say = useSay()
  const weight = (tag: Tag) => Number(isSaid(tag)) * 2 + Number(!isFaint(tag))
  const sorted = tags.toSorted((a, b) => weight(b) - weight(a))
  return (
    <section className="panel">
      <h2>
        {t(`faces.${face}`)}
        <HelpHint name={t(`faces.${face}`)}>{t(`faces.${face}What`)}</HelpHint>
      </h2>
      {sorted.length === 0 && <p className="soft">{t(face === 'psychological' ? 'faces.noPsychology' : 'faces.none')}</p>}
      <dl className="customer-facts">
        {sorted.map((tag) => (
          <div key={tag.key} className={isSaid(tag) && !isFaint(tag) ? 'fact' : 'fact soft'}>
            <dt>{say(tag.name)}</dt>
            <dd><TagValueText tag={tag} /> <FaintMark tag={tag} /> <WhyButton custId={custId} tag={tag.key} name={say(tag.name)} /></dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** One customer in four faces: who, what they do, what they are worth and buy, what they care for; and what comes in and goes out regularly. */
export function FacesTab({ customer, uses }: { readonly customer: Customer; readonly uses: UseQueryResult<CustomerUses, ApiError> }) {
  const { t } = useTranslation('customers')
  return (
    <div className="stack">
      <Loaded query={uses}>
        {({ tags, tagsAsOf }) =>
          tagsAsOf === null ? (
            <EmptyState title={t('faces.noTags')} why={t('faces.noTagsWhy')} />
          ) : (
            <>
              <p className="soft">{t('faces.purpose')} {t('faces.asOf', { date: tagsAsOf })}</p>
              <div className="two-panels even">
                {faces.map((face) => (
                  <FacePanel key={face} face={face} tags={tags.filter((tag) => faceOfTag(tag) === face)} custId={customer.custId} />
                ))}
              </div>
            </>
          )
        }
      </Loaded>
      <RecurringPanel custId={customer.custId} />
    </div>
  )
}
